/// A file of the old form of HDF5, as Keras writes it: groups in B-trees, arrays of 32-bit numbers in one piece.
///
/// "HDF5 File Format Specification", version 0 of the superblock, <https://docs.hdfgroup.org/hdf5/develop/_f_m_t3.html>.
enum HDF5File {
  /// A group of items, or an array.
  indirect enum Item {
    case group([String: Item])
    case array(sizes: [Int], values: [Float])
  }

  /// An address that is none.
  static let nowhere = -1
  /// Children that a node of a B-tree has room for.
  private static let children = 32

  /// The bytes of a file whose root group has these items.
  static func encoded(_ items: [String: Item]) -> [UInt8] {
    let most = mostItems(.group(items))
    var writer = Writer(room: (most + 1) / 2 * 2)
    writer.bytes = Array(repeating: 0, count: 96)
    let root = writer.add(.group(items))
    var start = Array("\u{89}HDF\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) })
    // Versions of the superblock, the free space, the root's entry and shared messages; bytes of addresses and lengths.
    start += [0, 0, 0, 0, 0, 8, 8, 0]
    start += number(writer.room / 2, 2) + number(children / 2, 2) + number(0, 4)
    start += number(0, 8) + number(nowhere, 8) + number(writer.bytes.count, 8) + number(nowhere, 8)
    start += symbol(name: 0, header: root.header, tree: root.tree, heap: root.heap)
    writer.bytes.replaceSubrange(0..<96, with: start)
    return writer.bytes
  }

  /// The most items that a group has, at least 8.
  private static func mostItems(_ item: Item) -> Int {
    guard case .group(let items) = item else { return 8 }
    return items.values.reduce(max(items.count, 8)) { max($0, mostItems($1)) }
  }

  /// A number, the low byte first.
  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The entry of a group or an array in its group.
  private static func symbol(name: Int, header: Int, tree: Int?, heap: Int?) -> [UInt8] {
    let cache = tree.map { number($0, 8) + number(heap ?? nowhere, 8) } ?? number(0, 16)
    return number(name, 8) + number(header, 8) + number(tree == nil ? 0 : 1, 4) + number(0, 4)
      + cache
  }

  private struct Writer {
    /// Symbols that the node of a group has room for; the superblock tells half of it.
    let room: Int
    var bytes: [UInt8] = []

    init(room: Int) { self.room = room }

    /// Adds an item with all inside it; gives where its header is, and a group's tree and names.
    mutating func add(_ item: Item) -> (header: Int, tree: Int?, heap: Int?) {
      switch item {
      case .array(let sizes, let values):
        let start = append(ReadTensor.bytes(of: values))
        var space: [UInt8] = [1, UInt8(sizes.count), 0, 0, 0, 0, 0, 0]
        for size in sizes { space += number(size, 8) }
        // Floating point, little-endian, of 32 bits: sign, 8 bits of exponent, 23 of mantissa.
        let type: [UInt8] =
          [0x11, 0x20, 31, 0] + number(4, 4) + number(0, 2) + number(32, 2) + [23, 8, 0, 23]
          + number(127, 4)
        let layout: [UInt8] = [3, 1] + number(start, 8) + number(4 * values.count, 8)
        return (append(Self.header([(1, space), (3, type), (8, layout)])), nil, nil)
      case .group(let items):
        let sorted = items.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        // The names, the empty one first, each at a multiple of eight.
        var (names, offsets) = (number(0, 8), [Int]())
        for (name, _) in sorted {
          offsets.append(names.count)
          names += Array(name.utf8) + Array(repeating: 0, count: 8 - name.utf8.count % 8)
        }
        var node = Array("SNOD".utf8) + [1, 0] + number(sorted.count, 2)
        for (offset, item) in zip(offsets, sorted.map(\.value)) {
          let place = add(item)
          node += symbol(name: offset, header: place.header, tree: place.tree, heap: place.heap)
        }
        node += Array(repeating: 0, count: 8 + room * 40 - node.count)
        let symbols = append(node)
        let names0 = append(names)
        let heap = append(
          Array("HEAP".utf8) + [0, 0, 0, 0] + number(names.count, 8) + number(1, 8)
            + number(names0, 8))
        var tree = Array("TREE".utf8) + [0, 0] + number(sorted.isEmpty ? 0 : 1, 2)
        tree += number(nowhere, 8) + number(nowhere, 8)
        tree += number(0, 8) + number(symbols, 8) + number(offsets.last ?? 0, 8)
        tree += Array(repeating: 0, count: 24 + (2 * children + 1) * 8 - tree.count)
        let root = append(tree)
        let header = append(Self.header([(0x11, number(root, 8) + number(heap, 8))]))
        return (header, root, heap)
      }
    }

    /// Adds bytes at the next multiple of eight, and gives their address.
    private mutating func append(_ content: [UInt8]) -> Int {
      bytes += Array(repeating: 0, count: (8 - bytes.count % 8) % 8)
      let start = bytes.count
      bytes += content
      return start
    }

    /// An object header of version 1 with messages.
    private static func header(_ messages: [(type: Int, content: [UInt8])]) -> [UInt8] {
      let body = messages.flatMap { type, content -> [UInt8] in
        let padded = content + Array(repeating: 0, count: (8 - content.count % 8) % 8)
        return number(type, 2) + number(padded.count, 2) + [0, 0, 0, 0] + padded
      }
      return [1, 0] + number(messages.count, 2) + number(1, 4) + number(body.count, 4)
        + number(0, 4) + body
    }
  }
}
