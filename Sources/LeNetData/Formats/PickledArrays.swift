import LeNetArchives

/// The arrays of a pickled data set, such as `mnist.pkl.gz`: three pairs of images and labels, or a dictionary.
enum PickledArrays {
  /// Reads them, named as their place or their key tells.
  static func read(_ bytes: [UInt8], file: String) throws(DatasetError) -> [ArrayCollection.Item] {
    var machine = PickleMachine(bytes)
    let object: PickleValue
    do {
      object = try machine.run()
    } catch {
      throw .pickle(file: file, error)
    }
    return named(object, in: machine, as: "").map { name, array in
      ArrayCollection.Item(name: name, file: file) { _ in array }
    }
  }

  /// The arrays in a value with their names.
  private static func named(
    _ value: PickleValue, in machine: PickleMachine, as name: String, depth: Int = 0
  ) -> [(String, NPYArray)] {
    if let array = array(value, in: machine, name: name) { return [(name, array)] }
    // Data sets are two or three levels deep; a container may contain itself.
    guard depth < 4 else { return [] }
    switch value {
    case .dictionary(let number):
      let items = machine.containers[number]
      return stride(from: 0, to: items.count - 1, by: 2).prefix(64).flatMap { place in
        guard let key = machine.letters(items[place]) else { return [(String, NPYArray)]() }
        let inner = String(decoding: key, as: UTF8.self)
        return named(
          items[place + 1], in: machine, as: name.isEmpty ? inner : "\(name)_\(inner)",
          depth: depth + 1)
      }
    case .tuple(let number), .list(let number):
      let items = machine.containers[number]
      guard 2...4 ~= items.count else { return [] }
      let parts = items.count == 3 ? ["train", "val", "test"] : ["train", "test"]
      let arePairs = items.allSatisfy { array($0, in: machine, name: "") == nil }
      return items.enumerated().flatMap { place, item in
        let own: String
        if arePairs, place < parts.count {
          own = parts[place]
        } else if items.count == 2 {
          own = name.isEmpty ? ["x", "y"][place] : "\(["x", "y"][place])_\(name)"
        } else {
          own = "arr_\(place)"
        }
        return named(item, in: machine, as: own, depth: depth + 1)
      }
    default: return []
    }
  }

  /// A complete array, or a list of whole numbers as one.
  private static func array(_ value: PickleValue, in machine: PickleMachine, name: String)
    -> NPYArray?
  {
    switch value {
    case .array(let number):
      let array = machine.arrays[number]
      guard array.isComplete else { return nil }
      let order = array.type.width == 1 ? "|" : array.type.isBigEndian ? ">" : "<"
      let kind = Character(Unicode.Scalar(array.type.kind))
      return NPYArray(
        name: name, type: "\(order)\(kind)\(array.type.width)", isColumnMajor: array.isColumnMajor,
        sizes: array.sizes, content: array.bytes, width: array.type.width)
    case .list(let number):
      let items = machine.containers[number]
      guard items.count > 4 else { return nil }
      var bytes: [UInt8] = []
      for item in items {
        guard case .integer(let label) = item else { return nil }
        withUnsafeBytes(of: Int64(label).littleEndian) { bytes += $0 }
      }
      return NPYArray(
        name: name, type: "<i8", isColumnMajor: false, sizes: [items.count], content: bytes,
        width: 8)
    default: return nil
    }
  }
}
