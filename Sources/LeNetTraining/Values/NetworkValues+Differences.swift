import LeNetModel
import LeNetText

extension NetworkValues {
  /// The differences between networks: the input, layers that some lack or that are of another kind, the
  /// order of layers, and settings, in the order of the layers.
  ///
  /// For a layer that a network lacks, it omits settings with their default.
  package static func differences(between networks: [NetworkValues?]) -> [ValueDifference] {
    var differences: [ValueDifference] = []
    func add(_ name: String, _ values: [JSON]) {
      guard Set(values).count > 1 else { return }
      differences.append(ValueDifference(name: name, values: values))
    }
    add("input", networks.map { $0.map { .string($0.input) } ?? .null })
    for name in mergedNames(of: networks) {
      let layers = networks.map { $0?.layer(name) }
      add(name, layers.map { $0.map { .string($0.kind) } ?? .null })
      for key in Set(layers.flatMap { $0.map { Array($0.settings.keys) } ?? [] }).sorted() {
        let values = layers.map { $0?.settings[key] ?? .null }
        let given = zip(layers, values).filter { $0.1 != .null }
        let isLacked = given.count < values.count
        guard
          Set(given.map(\.1)).count > 1
            || isLacked && given.contains(where: { $0.0?.isDefault(key) != true })
        else { continue }
        add("\(name).\(key)", values)
      }
    }
    if let orders = orders(of: networks) { add(orderName, orders) }
    return differences
  }

  /// The name of the difference in the order of layers.
  static let orderName = "order of layers"

  /// The names of all layers, each after its predecessor in its network.
  private static func mergedNames(of networks: [NetworkValues?]) -> [String] {
    var names: [String] = []
    for network in networks.compactMap(\.self) {
      var place = names.startIndex
      for layer in network.layers {
        if let known = names.firstIndex(of: layer.name) {
          place = known + 1
        } else {
          names.insert(layer.name, at: place)
          place += 1
        }
      }
    }
    return names
  }

  /// The layers that two networks have in another order, as each has them; nil if there are none.
  private static func orders(of networks: [NetworkValues?]) -> [JSON]? {
    let names = networks.map { $0?.layers.map(\.name) ?? [] }
    let differs = names.indices.contains { first in
      names[..<first].contains { other in
        names[first].filter(other.contains) != other.filter(names[first].contains)
      }
    }
    guard differs else { return nil }
    var shared = names.map { own in
      own.filter { name in names.filter { $0.contains(name) }.count > 1 }
    }
    // Drops the common beginning and end.
    while let first = shared.first?.first, shared.allSatisfy({ $0.first == first }) {
      for index in shared.indices { shared[index].removeFirst() }
    }
    while let last = shared.first?.last, shared.allSatisfy({ $0.last == last }) {
      for index in shared.indices { shared[index].removeLast() }
    }
    return shared.map { $0.isEmpty ? .null : .array($0.map(JSON.string)) }
  }
}

extension NetworkValues.Layer {
  /// Whether a setting has its default.
  func isDefault(_ key: String) -> Bool {
    let whole = JSON.object(settings.merging(["kind": .string(kind)]) { setting, _ in setting })
    guard case .object(var rest) = whole else { return false }
    rest[key] = nil
    guard let layer = try? JSON.object(rest).decoded(as: Layer.self) else { return false }
    return (try? JSON(encoding: layer)) == whole
  }
}
