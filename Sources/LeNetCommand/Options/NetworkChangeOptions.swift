import ArgumentParser
import LeNet

/// The options that change the named network.
struct NetworkChangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Activation of every layer that has one, except the last.", valueName: "name"))
  var activation: Activation?

  @Option(
    help: ArgumentHelp(
      "Downsampling; stride: by the convolution before, none: no downsampling.",
      valueName: "how"))
  var pooling: PoolingMethod?

  @Option(
    help: ArgumentHelp(
      "Batch normalization after: none, convolutions, all, or layers such as C1,S2.",
      valueName: "where"),
    completion: .list(BatchNormalizationPlacement.names),
    transform: BatchNormalizationPlacement.read)
  var batchNormalization: [BatchNormalizationPlacement] = []

  @Option(
    help: ArgumentHelp(
      "Units of full connections and maps of convolutions, such as F5=60,C3=32.",
      valueName: "layer=n,…"), transform: LayerSize.read)
  var units: [[LayerSize]] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Rate of every dropout layer, 0 to below 1.", valueName: "share"))
  var dropout: Double?

  @Option(
    help: ArgumentHelp(
      "Connections of convolutions: all input maps, or Table I from 6 maps to 16.",
      valueName: "which"))
  var links: Links?

  @Option(
    help: ArgumentHelp(
      "Whether the prototypes of radial basis units are constant.", valueName: "how"))
  var prototypes: PrototypeTraining?

  /// Whether an option is given.
  var isGiven: Bool {
    activation != nil || pooling != nil || !batchNormalization.isEmpty || !units.isEmpty
      || dropout != nil || links != nil || prototypes != nil
  }

  func validate() throws {
    _ = try placement()
    let layers = units.joined().map(\.layer)
    if let layer = layers.first(where: { name in layers.count { $0 == name } > 1 }) {
      throw ValidationError("--units names \(layer) twice; give one size")
    }
    if let dropout, !(0..<1).contains(dropout) {
      throw ValidationError("--dropout is \(dropout); expected a share from 0 to below 1")
    }
  }

  /// The places of batch normalization, from one option or from several that name layers.
  private func placement() throws -> BatchNormalizationPlacement? {
    guard batchNormalization.count > 1 else { return batchNormalization.first }
    let layers = batchNormalization.map { placement -> [String]? in
      if case .layers(let names) = placement { names } else { nil }
    }
    let names = layers.compactMap { $0 }.flatMap { $0 }
    guard !layers.contains(nil), Set(names).count == names.count else {
      throw ValidationError(
        "got --batch-normalization \(batchNormalization.count) times; name all layers once, or give none, "
          + "convolutions or all alone")
    }
    return .layers(names)
  }

  /// Changes a network: links and sizes first, because batch normalization depends on them.
  ///
  /// An old table of links may not fit new sizes, so it is removed before them; a new one is added after them.
  func changed(_ architecture: Architecture) throws -> Architecture {
    var result = architecture
    if links == .all { result = try result.withLinks(.all) }
    if !units.isEmpty { result = try result.withUnits(Array(units.joined())) }
    if links == .table1 { result = try result.withLinks(.table1) }
    if let activation { result = try result.withActivation(activation) }
    if let pooling { result = try result.withPooling(pooling) }
    if let placement = try placement() { result = try result.withBatchNormalization(placement) }
    if let dropout { result = try result.withDropout(dropout) }
    if let prototypes { result = try result.withPrototypes(prototypes) }
    // Throws at once if the layers no longer fit.
    if isGiven { _ = try result.layout() }
    return result
  }
}

extension Activation: HyphenatedArgument {}
extension PoolingMethod: HyphenatedArgument {}
extension Links: HyphenatedArgument {}
extension PrototypeTraining: HyphenatedArgument {}

extension BatchNormalizationPlacement {
  /// The words that the option takes besides names of layers.
  static let names = ["none", "convolutions", "all"]

  /// Reads `none`, `convolutions`, `all`, or names of layers with commas between them.
  @Sendable static func read(_ text: String) throws -> BatchNormalizationPlacement {
    switch text {
    case "none": return .none
    case "convolutions": return .convolutions
    case "all": return .all
    default: break
    }
    let layers = LayerList.names(in: text)
    guard layers.allSatisfy({ !$0.isEmpty }), Set(layers).count == layers.count,
      Set(layers).isDisjoint(with: names)
    else {
      throw ValidationError(
        "expected none, convolutions or all, or names of layers with commas between, each once: C1,S2"
      )
    }
    return .layers(layers)
  }
}

extension LayerSize {
  /// Reads `F5=60` or `F5=60,F6=40`.
  @Sendable static func read(_ text: String) throws -> [LayerSize] {
    try LayerList.names(in: text).map { part in
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty, let units = Int(pair[1]), units > 0 else {
        throw ValidationError("expected a layer and a number above 0, as in F5=60 or F5=60,C3=32")
      }
      return LayerSize(layer: String(pair[0]), units: units)
    }
  }
}
