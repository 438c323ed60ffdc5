import LeNetText
public import LeNetModel

/// The layers of a run that start from a model's values, and those that start from new ones.
///
/// A layer takes a model's values if all its tensors have the names, the shapes and the connections of the
/// model's. The last one also needs the same classes.
public struct StartingValues: Hashable, Sendable {
  /// Layers with the model's values, in the network's order.
  public let taken: [String]
  /// Layers with random values.
  public let new: [String]
  /// Layers of the model that this network does not use.
  public let unused: [String]
  /// Differences from the model that may matter, each a sentence without a full stop.
  public let notes: [String]

  /// Compares a network with a model that it starts from.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - layout: the network.
  ///   - preparation: how its images are prepared.
  ///   - classes: the names of its classes.
  ///   - newHead: whether the last layer starts from new values; with nil, if its classes have other names
  ///     than the model's.
  ///   - frozen: the layers that training does not change.
  /// - Throws: `TrainingError.initial` if no layer takes a value, or if the last layer does not fit
  ///   although `newHead` is false.
  public init(
    of model: ModelFile, for layout: NetworkLayout, preparation: Preparation, classes: [String],
    newHead: Bool? = nil, frozen: [String] = []
  ) throws(TrainingError) {
    let given = model.parameters.layout
    let layers = layout.layers.filter { !$0.parameters.isEmpty }
    let matching = Set(
      layers.filter { layer in
        given.layers.contains { $0.name == layer.name && Self.fits($0, layer) }
      }.map(\.name))
    let head = Set(layout.architecture.head)
    let startsHeadAnew = newHead ?? (model.classes != classes)
    if newHead == false, !head.isSubset(of: matching) {
      throw .initial(
        problem:
          "the last layer, \(layout.architecture.head.joined(separator: " and ")), does not fit: the network has "
          + "\(classes.count) classes, the model \(model.classes.count), so it starts from new values"
      )
    }
    let isTaken = { (layer: LayerLayout) in
      matching.contains(layer.name) && !(startsHeadAnew && head.contains(layer.name))
    }
    let taken = layers.filter(isTaken).map(\.name)
    let new = layers.filter { !isTaken($0) }.map(\.name)
    (self.taken, self.new) = (taken, new)
    unused = given.layers.filter { !$0.parameters.isEmpty && !taken.contains($0.name) }.map(\.name)
    guard !taken.isEmpty else {
      throw .initial(
        problem: Self.nothing(
          in: model, layers, isHeadOnly: !matching.isEmpty && matching.isSubset(of: head)))
    }
    var notes = Self.differences(from: given, in: layout, taken: taken)
    if newHead == nil, startsHeadAnew, !matching.isDisjoint(with: head) {
      let names = layers.map(\.name).filter { head.contains($0) }
      notes.append(
        "the classes have other names than the model's, so \(names.joined(separator: " and ")) "
          + "\(names.count == 1 ? "starts" : "start") from new values")
    }
    let random = new.filter { frozen.contains($0) }
    if !random.isEmpty {
      notes.append(
        "\(random.joined(separator: ", ")) \(random.count == 1 ? "is" : "are") new and frozen: the values are "
          + "random, not the model's, and training does not change them")
    }
    if let note = Self.difference(from: model.preparation, to: preparation) { notes.append(note) }
    self.notes = notes
  }

  /// Whether every layer has the model's values.
  public var isWhole: Bool { new.isEmpty }

  /// Replaces random values by the model's, in the layers that take them.
  func parameters(of model: ModelFile, into drawn: Parameters) -> Parameters {
    var result = drawn
    for layer in drawn.layout.layers where taken.contains(layer.name) {
      for tensor in layer.parameters { result[tensor.name] = model.parameters[tensor.name] }
    }
    return result
  }

  /// The values for `run.json` and the event.
  var recorded: RunRecord.Start {
    RunRecord.Start(taken: taken, new: new, unused: unused, notes: notes)
  }
}

// MARK: - Layers

extension StartingValues {
  /// Whether the tensors of one layer have the form of another's.
  private static func fits(_ own: LayerLayout, _ other: LayerLayout) -> Bool {
    own.parameters.count == other.parameters.count
      && zip(own.parameters, other.parameters).allSatisfy { own, other in
        own.name == other.name && own.shape == other.shape && own.connections == other.connections
          && (own.role == other.role || own.isPrototype && other.isPrototype)
      }
  }

  private static func nothing(
    in model: ModelFile, _ layers: [LayerLayout], isHeadOnly: Bool
  ) -> String {
    if isHeadOnly {
      return
        "only the last layer fits, but its classes differ from the model's, so it starts from new values"
    }
    func sizes(_ layers: [LayerLayout]) -> String {
      layers.compactMap { layer in layer.parameters.first.map { "\($0.name) of \($0.shape)" } }
        .joined(separator: ", ")
    }
    let given = model.parameters.layout.layers.filter { !$0.parameters.isEmpty }
    return "no layer has the name and the sizes of one in the model; expected one of "
      + "\(sizes(layers)); got \(sizes(given))"
  }
}

extension ParameterLayout {
  fileprivate var isPrototype: Bool { role == .prototype || role == .trainedPrototype }
}

// MARK: - Notes

extension StartingValues {
  /// The differences from the model in the layers up to the last one with its values.
  private static func differences(
    from given: NetworkLayout, in layout: NetworkLayout, taken: [String]
  ) -> [String] {
    let end = layout.layers.lastIndex { taken.contains($0.name) } ?? -1
    return layout.layers.prefix(end + 1).compactMap { layer in
      guard layer.parameters.isEmpty || taken.contains(layer.name),
        let other = given.layers.first(where: { $0.name == layer.name }),
        let words = words(layer.layer, unlike: other.layer)
      else { return nil }
      return "\(layer.name) has \(words): the values were trained with that"
    }
  }

  /// A text such as `activation relu, in the model activation tanh`; nil if the computation is the same.
  private static func words(_ own: Layer, unlike other: Layer) -> String? {
    guard own != other, own.kind != "dropout",
      case .object(let values) = try? JSON(encoding: NamedLayer(name: "", layer: own)),
      case .object(let others) = try? JSON(encoding: NamedLayer(name: "", layer: other))
    else { return nil }
    if own.kind != other.kind { return "the kind \(own.kind), in the model \(other.kind)" }
    let keys = Set(values.keys).union(others.keys).subtracting(["name", "trainable", "prototypes"])
    let differing = keys.sorted().filter { values[$0] != others[$0] }
    guard !differing.isEmpty else { return nil }
    func list(_ fields: [String: JSON]) -> String {
      differing.map { "\($0) \((fields[$0] ?? .null).displayText)" }.joined(separator: ", ")
    }
    return "\(list(values)), in the model \(list(others))"
  }

  private static func difference(from old: Preparation, to new: Preparation) -> String? {
    func words(_ numbers: [Double]) -> String { numbers.map(\.displayText).joined(separator: ",") }
    let pairs = [
      ("size", "\(new.rows)x\(new.columns)", "\(old.rows)x\(old.columns)"),
      ("resize mode", new.resizeMode.rawValue, old.resizeMode.rawValue),
      ("mean", words(new.mean), words(old.mean)),
      ("standard deviation", words(new.standardDeviation), words(old.standardDeviation)),
    ].filter { $0.1 != $0.2 }
    guard !pairs.isEmpty else { return nil }
    let list = pairs.map { "\($0) \($1), in the model \($2)" }.joined(separator: "; ")
    return "images are prepared differently: \(list)"
  }
}
