import LeNetModel

/// Parameters as Keras's `model.save_weights("NAME.weights.h5")` stores them: kernels with their output last.
///
/// Groups are named by the class of a layer and its number among those: `layers/conv2d_1/vars/0`.
enum KerasWeights {
  /// The bytes of the file.
  static func encoded(_ parameters: Parameters) -> [UInt8] {
    var layers: [String: HDF5File.Item] = [:]
    for (layer, group) in groups(of: parameters.layout) {
      var arrays: [String: HDF5File.Item] = [:]
      for (number, tensor) in layer.parameters.enumerated() {
        let order = Order(tensor, of: layer, in: parameters.layout)
        arrays["\(number)"] = .array(
          sizes: order.sizes,
          values: order.sources.map { parameters.values[tensor.range.lowerBound + $0] })
      }
      layers[group] = .group(["vars": .group(arrays)])
    }
    return HDF5File.encoded(["layers": .group(layers)])
  }

  /// The tensors of a file as `encoded` writes it, under their names and in their order in the model.
  static func read(_ bytes: [UInt8], for layout: NetworkLayout) throws(ExportError) -> [String:
    ReadTensor]
  {
    guard let arrays = HDF5File.read(bytes) else {
      throw .damaged(format: .keras, problem: "it is not the HDF5 file that was written")
    }
    var tensors: [String: ReadTensor] = [:]
    for (layer, group) in groups(of: layout) {
      for (number, tensor) in layer.parameters.enumerated() {
        let order = Order(tensor, of: layer, in: layout)
        guard let array = arrays["layers/\(group)/vars/\(number)"], array.sizes == order.sizes
        else {
          throw .damaged(format: .keras, problem: "the array of \(tensor.name) is missing")
        }
        var values = [Float](repeating: 0, count: tensor.count)
        for (place, source) in order.sources.enumerated() { values[source] = array.values[place] }
        tensors[tensor.name] = ReadTensor(sizes: tensor.shape, values: values)
      }
    }
    return tensors
  }

  /// The layers with parameters, and the names of their groups.
  static func groups(of layout: NetworkLayout) -> [(layer: LayerLayout, group: String)] {
    var counts: [String: Int] = [:]
    return layout.layers.compactMap { layer in
      guard let name = className(of: layer) else { return nil }
      let count = counts[name, default: 0]
      counts[name] = count + 1
      return (layer, count == 0 ? name : "\(name)_\(count)")
    }
  }

  private static func className(of layer: LayerLayout) -> String? {
    switch layer.layer {
    case .convolution: "conv2d"
    case .fullyConnected: "dense"
    case .subsampling: "subsampling"
    case .radialBasis: "radial_basis"
    case .batchNormalization: "batch_normalization"
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .flatten,
      .dropout:
      nil
    }
  }

  /// Where each number of Keras's array is in the model's tensor.
  private struct Order {
    let sizes: [Int]
    let sources: [Int]

    init(_ tensor: ParameterLayout, of layer: LayerLayout, in layout: NetworkLayout) {
      let shape = tensor.shape
      let inputs = Self.inputs(of: layer, in: layout)
      if shape.count == 4 {
        // Rows, columns, input maps, output maps.
        let (outputs, maps, area) = (shape[0], shape[1], shape[2] * shape[3])
        sizes = [shape[2], shape[3], maps, outputs]
        sources = (0..<tensor.count).map { place in
          let (output, map) = (place % outputs, place / outputs % maps)
          return (output * maps + map) * area + place / (outputs * maps)
        }
      } else if shape.count == 2, case .fullyConnected = layer.layer {
        sizes = [shape[1], shape[0]]
        sources = (0..<tensor.count).map { place in
          place % shape[0] * shape[1] + inputs[place / shape[0]]
        }
      } else if shape.count == 2 {
        sizes = shape
        sources = (0..<tensor.count).map { place in
          place / shape[1] * shape[1] + inputs[place % shape[1]]
        }
      } else {
        sizes = shape
        if case .batchNormalization = layer.layer {
          sources = inputs
        } else {
          sources = Array(0..<tensor.count)
        }
      }
    }

    /// The inputs of a layer in Keras's order: behind a flattening, maps run fastest.
    private static func inputs(of layer: LayerLayout, in layout: NetworkLayout) -> [Int] {
      let number = layout.layers.firstIndex { $0.name == layer.name } ?? 0
      let flattening = layout.layers[..<number].reversed().prefix { $0.layer.keepsOrder }
        .first { $0.layer == .flatten && !$0.input.isFlat }
      guard let shape = flattening?.input else { return Array(0..<layer.input.maps) }
      let size = shape.rows * shape.columns
      return (0..<shape.count).map { $0 % shape.maps * size + $0 / shape.maps }
    }
  }
}

extension Layer {
  /// Whether each number after the layer belongs to the one before it in the same place.
  fileprivate var keepsOrder: Bool {
    switch self {
    case .flatten, .dropout, .batchNormalization: true
    default: false
    }
  }
}
