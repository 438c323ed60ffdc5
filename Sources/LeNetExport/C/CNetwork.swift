import LeNetModel

/// A network in C, with numbers of either kind.
enum CNetwork {
  case float(CFloatNetwork)
  case integer(CIntegerNetwork)

  /// The network with these numbers, for images of a shape.
  init(_ model: ModelFile, image: Shape, numbers: CNumbers) throws(ExportError) {
    switch numbers {
    case .float: self = .float(try CFloatNetwork(model, image: image))
    case .int8(let ranges):
      self = .integer(try CIntegerNetwork(model, image: image, ranges: ranges))
    }
  }

  /// The header and the source, under a name.
  func source(name: String, producer: String) -> CSource {
    switch self {
    case .float(let network): network.source(name: name, producer: producer)
    case .integer(let network): network.source(name: name, producer: producer)
    }
  }

  /// The bytes that the network needs on a processor.
  func footprint(_ source: CSource) -> CFootprint {
    switch self {
    case .float(let network):
      CFootprint(constants: network.constantBytes, memory: 4 * source.memory)
    case .integer(let network):
      CFootprint(constants: network.constantBytes, memory: source.memory)
    }
  }
}

/// The numbers that a network in C computes with.
package enum CNumbers: Sendable, Hashable {
  /// Numbers of 32 bits, the model's own.
  case float
  /// Whole numbers: weights of eight bits; the greatest size of a number after each layer sets the scales.
  case int8(ranges: [Float])
}

/// The bytes that a network in C needs.
package struct CFootprint: Hashable, Sendable {
  /// Bytes of weights and other constants.
  package let constants: Int
  /// Bytes of working memory.
  package let memory: Int
}
