/// The connections of convolutions.
public enum Links: String, CaseIterable, Sendable {
  /// Every output map takes all input maps.
  case all
  /// Table I of the paper: 60 of the 96 links between 6 and 16 maps.
  case table1
}

extension Architecture {
  /// The same network with all links in every convolution, or with Table I where 6 maps feed 16.
  ///
  /// Throws if no convolution has such a place; one with all its links stays as it is.
  public func withLinks(_ links: Links) throws(ArchitectureError) -> Architecture {
    var result = self
    var maps = input.maps
    var changed = false
    for index in layers.indices {
      switch layers[index].layer {
      case .convolution(var convolution):
        let isPlace: Bool
        switch links {
        case .all:
          isPlace = true
          convolution.connections = nil
        case .table1:
          isPlace = maps == 6 && convolution.maps == 16
          if isPlace { convolution.connections = .table1 }
        }
        if isPlace {
          result.layers[index].layer = .convolution(convolution)
          changed = true
        }
        maps = convolution.maps
      case .subsampling(let subsampling):
        // A network that cannot be laid out may have any number of copies.
        maps = maps.multipliedReportingOverflow(by: subsampling.copies).partialValue
      case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .flatten,
        .fullyConnected, .radialBasis, .batchNormalization, .dropout:
        break
      }
    }
    guard changed else {
      throw .cannotChange(
        architecture: name, to: links == .all ? "all links" : "Table I",
        problem: links == .all
          ? "it has no convolution"
          : "no convolution makes 16 maps of 6, as C3 of lenet5-1998 does")
    }
    return result
  }
}
