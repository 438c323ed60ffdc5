import LeNetCatalog
import LeNetModel
import LeNetText

extension RecordedRun {
  /// The differences between runs: values of the recipe, of the start, of the data and of the machine,
  /// then those of the network.
  public static func differences(between runs: [RecordedRun]) -> [ValueDifference] {
    guard let first = runs.first else { return [] }
    let isSameData = runs.allSatisfy {
      DataDifference(between: first.hashes, and: $0.hashes) == nil
    }
    let lists = runs.map { $0.comparedValues + (isSameData ? [] : $0.hashValues) }
    let values = lists.map { list in
      Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    var (order, known): ([String], Set<String>) = ([], [])
    for (name, _) in lists.joined() where known.insert(name).inserted { order.append(name) }
    let differences = order.map { name in
      ValueDifference(name: name, values: values.map { $0[name] ?? .null })
    }
    let networks = NetworkValues.differences(between: runs.map(\.network)).map { difference in
      // A layer can have the name of a recipe's value.
      known.contains(where: { difference.name == $0 || difference.name.hasPrefix($0 + ".") })
        ? ValueDifference(name: "architecture.\(difference.name)", values: difference.values)
        : difference
    }
    return differences.filter { Set($0.values).count > 1 } + networks
  }

  /// All values except those of the network and the digests of the data, with the machines of all parts.
  private var comparedValues: [(name: String, value: JSON)] {
    let machines = segments.compactMap(\.machine)
    let machine: [(name: String, value: JSON)] = [
      ("processor", Self.only(machines.compactMap { $0.processor.map(JSON.string) })),
      ("threads", Self.only(machines.compactMap { $0.threads.map(JSON.integer) })),
      ("system", Self.only(machines.compactMap { $0.system.map(JSON.string) })),
    ]
    let start: [(name: String, value: JSON)] = [
      ("initial", initial.map(JSON.string) ?? .null),
      ("earlier", earlier.isEmpty ? .null : .array(earlier.map(JSON.string))),
      ("heldBack", holdsBack ? testCount.map(JSON.integer) ?? .bool(true) : .null),
    ]
    let names = Set(machine.map(\.name))
    return values.filter { !names.contains($0.name) } + start + machine
  }

  private var hashValues: [(name: String, value: JSON)] {
    hashes.sorted { $0.key < $1.key }.map { ("sha256.\($0.key)", .string($0.value)) }
  }

  /// The one value of all parts, or a list of the different ones in order.
  private static func only(_ values: [JSON]) -> JSON {
    let distinct = values.reduce(into: [JSON]()) { distinct, value in
      if !distinct.contains(value) { distinct.append(value) }
    }
    return distinct.count > 1 ? .array(distinct) : distinct.first ?? .null
  }
}
