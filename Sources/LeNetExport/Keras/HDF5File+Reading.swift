import LeNetFiles

extension HDF5File {
  /// The arrays of a file as `encoded` writes it, by their path; nil if it is another one.
  static func read(_ bytes: [UInt8]) -> [String: ReadTensor]? {
    let file = LittleEndianBytes(bytes)
    guard file.bytes(0, 8).map(Array.init) == [0x89, 0x48, 0x44, 0x46, 13, 10, 0x1A, 10],
      file.number(40, 8) == bytes.count, let root = file.number(64, 8)
    else { return nil }
    var arrays: [String: ReadTensor] = [:]
    var groups = [(path: "", header: root)]
    while let (path, header) = groups.popLast() {
      // The file's own groups are never as many as its bytes.
      guard groups.count < bytes.count, let messages = messages(at: header, file) else {
        return nil
      }
      guard let table = messages[0x11] else {
        guard let array = array(messages, file) else { return nil }
        arrays[path] = array
        continue
      }
      guard let symbols = symbols(table, file) else { return nil }
      groups += symbols.map { (path.isEmpty ? $0.name : "\(path)/\($0.name)", $0.header) }
    }
    return arrays
  }

  /// The places of a header's messages, by their type.
  private static func messages(at header: Int, _ file: LittleEndianBytes) -> [Int: Int]? {
    guard file.number(header, 2) == 1, let count = file.number(header + 2, 2) else { return nil }
    var (messages, place) = ([Int: Int](), header + 16)
    for _ in 0..<count {
      guard let type = file.number(place, 2), let size = file.number(place + 2, 2) else {
        return nil
      }
      messages[type] = place + 8
      place += 8 + size
    }
    return messages
  }

  private static func symbols(
    _ table: Int, _ file: LittleEndianBytes
  ) -> [(name: String, header: Int)]? {
    guard let tree = file.number(table, 8), let heap = file.number(table + 8, 8),
      file.bytes(tree, 4).map(Array.init) == Array("TREE".utf8),
      let used = file.number(tree + 6, 2),
      file.bytes(heap, 4).map(Array.init) == Array("HEAP".utf8),
      let names = file.number(heap + 24, 8)
    else { return nil }
    guard used == 1 else { return used == 0 ? [] : nil }
    guard let node = file.number(tree + 32, 8),
      file.bytes(node, 4).map(Array.init) == Array("SNOD".utf8),
      let count = file.number(node + 6, 2)
    else { return nil }
    var symbols: [(name: String, header: Int)] = []
    for entry in 0..<count {
      let place = node + 8 + 40 * entry
      guard let offset = file.number(place, 8), let header = file.number(place + 8, 8) else {
        return nil
      }
      var name: [UInt8] = []
      while let byte = file.bytes(names + offset + name.count, 1)?.first, byte != 0 {
        name.append(byte)
      }
      symbols.append((String(decoding: name, as: UTF8.self), header))
    }
    return symbols
  }

  private static func array(_ messages: [Int: Int], _ file: LittleEndianBytes) -> ReadTensor? {
    guard let space = messages[1], let layout = messages[8], let rank = file.number(space + 1, 1),
      file.number(layout, 2) == 0x103, let start = file.number(layout + 2, 8),
      let size = file.number(layout + 10, 8), let numbers = file.bytes(start, size)
    else { return nil }
    let sizes = (0..<rank).compactMap { file.number(space + 8 + 8 * $0, 8) }
    return sizes.count == rank ? ReadTensor(sizes: sizes, littleEndian: numbers) : nil
  }
}
