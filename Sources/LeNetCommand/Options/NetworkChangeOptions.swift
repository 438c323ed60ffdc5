import ArgumentParser
import LeNet

/// What is different from the named network; all else of it stays.
struct NetworkChangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Activation of every layer that has one, but the last.", valueName: "name"))
  var activation: Activation?

  @Option(
    help: ArgumentHelp(
      "What makes maps smaller; stride: the convolution before does, none: nothing does.",
      valueName: "how"))
  var pooling: PoolingMethod?

  @Option(
    help: ArgumentHelp(
      "Where batch normalization stands: none, convolutions, all, or at layers such as C1,S2.",
      valueName: "where"),
    completion: .list(BatchNormalizationPlacement.names))
  var batchNormalization: BatchNormalizationPlacement?

  @Option(
    help: ArgumentHelp(
      "Units of full connections and maps of convolutions, such as F5=60,C3=32.",
      valueName: "layer=n,…"))
  var units: LayerSizes?

  @Option(
    help: ArgumentHelp(
      "Links of convolutions: all maps before, or Table I from 6 maps to 16.", valueName: "which"))
  var links: Links?

  @Option(
    help: ArgumentHelp(
      "Whether the prototypes of radial basis units are constants.", valueName: "how"))
  var prototypes: PrototypeTraining?

  /// Whether anything is changed.
  var isGiven: Bool {
    activation != nil || pooling != nil || batchNormalization != nil || units != nil || links != nil
      || prototypes != nil
  }

  /// Changes a network, links and sizes first, so that a normalization finds its layers as they will be.
  func changed(_ architecture: Architecture) throws -> Architecture {
    var result = architecture
    if let links { result = try result.withLinks(links) }
    if let units { result = try result.withUnits(units.sizes) }
    if let activation { result = try result.withActivation(activation) }
    if let pooling { result = try result.withPooling(pooling) }
    if let batchNormalization { result = try result.withBatchNormalization(batchNormalization) }
    if let prototypes { result = try result.withPrototypes(prototypes) }
    // Whether the layers still fit is told at once.
    if isGiven { _ = try result.layout() }
    return result
  }
}

extension Activation: HyphenatedArgument {}
extension PoolingMethod: HyphenatedArgument {}
extension Links: HyphenatedArgument {}
extension PrototypeTraining: HyphenatedArgument {}

extension BatchNormalizationPlacement: SpelledArgument {
  /// The words beside names of layers.
  static let names = ["none", "convolutions", "all"]

  /// Reads `none`, `convolutions`, `all`, or names of layers with commas between them.
  init?(argument: String) {
    switch argument {
    case "none": self = .none
    case "convolutions": self = .convolutions
    case "all": self = .all
    default:
      let layers = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard layers.allSatisfy({ !$0.isEmpty }), Set(layers).count == layers.count else {
        return nil
      }
      self = .layers(layers)
    }
  }
}

/// Sizes of layers: `F5=60` or `F5=60,F6=40`.
struct LayerSizes: ExpressibleByArgument {
  let sizes: [LayerSize]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    sizes = parts.compactMap { part in
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty, let units = Int(pair[1]), units > 0 else {
        return nil
      }
      return LayerSize(layer: String(pair[0]), units: units)
    }
    guard sizes.count == parts.count, Set(sizes.map(\.layer)).count == sizes.count else {
      return nil
    }
  }
}
