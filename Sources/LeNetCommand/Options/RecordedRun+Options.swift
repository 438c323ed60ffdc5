import LeNet
import LeNetText

/// Values of a run by the names of their options.
extension RecordedRun {
  /// The values for the name of an option, for a path in `run.json` or its end, as `adamw.beta1`, or for one in the
  /// network; empty if there is no such name.
  func values(named name: String) -> [JSON] {
    if let values = values(ofOption: name) { return values.map(Self.spelled) }
    let key = Self.camel(name)
    // The last name of a path may be one of version 0.1.
    let path = name.split(separator: ".").map(String.init)
    let present = path.dropLast() + path.suffix(1).map { Self.camel(EarlierNames.present($0)) }
    let keys = [key, present.joined(separator: ".")]
    let found = values.first { value in
      keys.contains { value.name == $0 || value.name.hasSuffix(".\($0)") }
    }
    if let found { return found.value == .null ? [] : [Self.spelled(found.value)] }
    guard let network else { return [] }
    let values = network.values(named: name)
    return (values.isEmpty ? network.values(named: key) : values).map(Self.spelled)
  }

  /// The values of an option of `lenet train` that sets the recipe, empty if the run does not use it;
  /// nil if there is no such option.
  ///
  /// Options with the same name as in the recipe are not listed here.
  func values(ofOption name: String) -> [JSON]? {
    let recipe = record.recipe
    let option = EarlierNames.present(OptionSpelling.of(name))
    func some(_ value: JSON?) -> [JSON] { value.map { [$0] } ?? [] }
    switch option {
    case "batch-normalization": return network?.batchNormalization.map(JSON.string) ?? []
    case "prototypes": return some(network?.prototypes.map(JSON.string))
    case "links": return network?.links.map(JSON.string) ?? []
    case "freeze":
      let frozen = (recipe["frozen"]?.array ?? []).compactMap(\.string)
      return [.string(frozen.isEmpty ? "none" : frozen.joined(separator: ","))]
    case "bias-rate": return [recipe["biasRate"] ?? .integer(1)]
    case "flip": return [recipe["distortion"]?["flip"] ?? .bool(false)]
    case "dropout": return network?.dropout ?? []
    case "pooling": return network?.pooling.map(JSON.string) ?? []
    case "weights": return [.string(initial ?? "none")]
    case "boost": return earlier.isEmpty ? [.string("none")] : earlier.map(JSON.string)
    case "monitor": return [recipe["monitor"] ?? .string(Recipe.Monitor.accuracy.rawValue)]
    case "patience": return [recipe["patience"] ?? .integer(0)]
    case "epochs", "steps": return some(recipe["length"]?[option])
    case "rotation", "scale", "shear", "shift":
      return [recipe["distortion"]?[option] ?? .integer(0)]
    case "elastic": return [recipe["elastic"]?["displacement"] ?? .integer(0)]
    case "elastic-sigma": return some(recipe["elastic"]?["smoothness"])
    case "variants": return some(recipe["variants"])
    case "loss": return some(recipe["loss"]?["name"] ?? recipe["loss"])
    case "j": return some(recipe["loss"]?["j"])
    case "optimizer", "schedule": return some(choice(option).map { .string($0.name) })
    case "momentum", "nesterov", "weight-decay", "beta1", "beta2", "epsilon", "mu":
      return some(choice("optimizer")?.settings[Self.camel(option)])
    case "curvature-patterns": return some(choice("optimizer")?.settings["patterns"])
    case "gamma", "power": return some(choice("schedule")?.settings[option])
    case "warmup-fraction": return some(choice("schedule")?.settings["warmupFraction"])
    case "div-factor": return some(choice("schedule")?.settings["divFactor"])
    case "final-div-factor": return some(choice("schedule")?.settings["finalDivFactor"])
    case "initializer": return some(recipe["initialization"])
    case "std": return some(recipe["standardDeviation"])
    case "step-size": return some(choice("schedule")?.settings["size"])
    case "final-rate": return some(choice("schedule")?.settings["final"])
    case "milestones": return some(choice("schedule")?.settings["_0"])
    default:
      guard let value = recipe[Self.camel(option)] else { return nil }
      if case .object = value { return nil }
      return [value]
    }
  }

  /// A choice in the recipe with settings of its own, such as the optimizer.
  private func choice(_ key: String) -> (name: String, settings: JSON)? {
    guard case .object(let values) = record.recipe[key], values.count == 1 else { return nil }
    return values.first.map { ($0.key, $0.value) }
  }

  /// Names as the options write them: `glorotUniform` is `glorot-uniform`.
  private static func spelled(_ value: JSON) -> JSON {
    value.string.map { .string(OptionSpelling.of($0)) } ?? value
  }

  /// The name in files: `batch-size` is `batchSize`.
  private static func camel(_ name: String) -> String {
    let parts = name.split(separator: "-")
    return (parts.first.map(String.init) ?? "")
      + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

extension NetworkValues {
  /// The places of batch normalization, in every spelling that its option takes, names of layers included.
  fileprivate var batchNormalization: [String] {
    let places = layers.indices.filter { layers[$0].kind == "batchNormalization" }
    guard !places.isEmpty else { return ["none"] }
    func count(_ kind: String, in layers: [Layer]) -> Int {
      layers.filter { $0.kind == kind }.count
    }
    let before = places.filter { $0 > 0 }.map { layers[$0 - 1] }
    let behindConvolutions = count("convolution", in: before)
    let behindConnections = count("fullyConnected", in: before)
    var ways = [before.map(\.name).joined(separator: ",")]
    if behindConvolutions == count("convolution", in: layers),
      behindConvolutions + behindConnections == places.count
    {
      if behindConnections == 0 { ways.append("convolutions") }
      if behindConnections >= count("fullyConnected", in: layers) - 1 { ways.append("all") }
    }
    return ways
  }

  /// `trained` or `fixed` for the prototypes; nil if the network has no radial basis units.
  fileprivate var prototypes: String? {
    guard let units = layers.first(where: { $0.kind == "radialBasis" }) else { return nil }
    let isTrained = units.settings["trainable"] == .bool(true)
    return (isTrained ? PrototypeTraining.trained : .fixed).rawValue
  }

  /// The rates of its dropout layers, each once.
  fileprivate var dropout: [JSON] {
    let rates = layers.filter { $0.kind == "dropout" }.compactMap { $0.settings["rate"] }
    return rates.distinct
  }

  /// The connection tables of its convolutions, each once; `all` if none has one.
  fileprivate var links: [String] {
    let convolutions = layers.filter { $0.kind == "convolution" }
    guard !convolutions.isEmpty else { return [] }
    let tables = convolutions.compactMap { $0.settings["connections"] }.map { table in
      table == ConnectionTable.table1.json ? Links.table1.rawValue : "other"
    }
    return tables.isEmpty
      ? [Links.all.rawValue] : tables.distinct
  }

  /// The kinds of pooling, each once, as in `max` for `maxPooling`; without a pooling layer, `stride` or `none`.
  fileprivate var pooling: [String] {
    let ways = layers.map(\.kind).compactMap { kind in
      kind.hasSuffix("Pooling") ? String(kind.dropLast(7)) : kind == "subsampling" ? kind : nil
    }
    guard !ways.isEmpty else {
      let strides = layers.filter { $0.kind == "convolution" }.contains {
        ($0.settings["stride"]?.wholeNumber ?? 1) > 1
      }
      return [(strides ? PoolingMethod.stride : .none).rawValue]
    }
    return ways.distinct
  }
}

extension Array where Element: Equatable {
  /// Each element once, in the order of its first occurrence.
  fileprivate var distinct: [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
