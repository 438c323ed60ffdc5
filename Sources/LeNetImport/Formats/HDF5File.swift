import LeNetFiles

/// The part of HDF5 that Keras writes: superblock 0, groups as symbol tables, numbers in one piece.
///
/// After "HDF5 File Format Specification Version 3.0". Anything else is refused by its name.
struct HDF5File {
  /// A group or a data set.
  struct Node {
    /// Members by name, in the order of the file, which is the alphabet.
    var members: [(name: String, address: Int)] = []
    /// Texts of attributes.
    var attributes: [String: [String]] = [:]
    var sizes: [Int] = []
    var type: ElementType?
    var content: Range<Int>?
    /// Why the numbers cannot be read.
    var problem: String?
  }

  let bytes: [UInt8]
  private let reader: LittleEndianBytes
  let root: Int
  /// The most members of a file.
  private static let mostMembers = 20_000

  static let signature: [UInt8] = [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A]

  init(_ bytes: [UInt8]) throws(ImportError) {
    self.bytes = bytes
    reader = LittleEndianBytes(bytes)
    guard bytes.starts(with: Self.signature), let version = reader.number(8, 1) else {
      throw Self.damaged("its first bytes")
    }
    guard version == 0 else {
      throw .unsupported(
        place: "the file", what: "HDF5 with superblock \(version)",
        expected: "superblock 0, as Keras and h5py write it by default")
    }
    guard reader.number(13, 1) == 8, reader.number(14, 1) == 8, let root = reader.number(64, 8)
    else { throw Self.damaged("the superblock") }
    self.root = root
  }

  static func damaged(_ place: String) -> ImportError {
    .damaged(format: "an HDF5 file", problem: place)
  }

  /// The node whose header lies at an address.
  func node(_ address: Int) throws(ImportError) -> Node {
    if reader.bytes(address, 4).map({ $0.elementsEqual("OHDR".utf8) }) == true {
      throw .unsupported(
        place: "the file", what: "HDF5 with object headers of version 2",
        expected: "version 1, as Keras and h5py write it by default")
    }
    guard reader.number(address, 1) == 1, let count = reader.number(address + 2, 2),
      let size = reader.number(address + 8, 4)
    else { throw Self.damaged("a header at byte \(address)") }
    var node = Node()
    var pieces = [(start: address + 16, size: size)]
    var read = 0
    var piece = 0
    while piece < pieces.count, piece < 64 {
      var place = pieces[piece].start
      let end = place + pieces[piece].size
      piece += 1
      while read < count, place + 8 <= end {
        guard let type = reader.number(place, 2), let size = reader.number(place + 2, 2),
          let data = reader.bytes(place + 8, size)
        else { throw Self.damaged("a header at byte \(address)") }
        read += 1
        if type == 0x10 {
          guard let start = reader.number(place + 8, 8), let length = reader.number(place + 16, 8),
            reader.bytes(start, length) != nil
          else { throw Self.damaged("a header at byte \(address)") }
          pieces.append((start, length))
        } else {
          try add(type, at: data.startIndex, size: size, to: &node)
        }
        place += 8 + size
      }
    }
    return node
  }

  private func add(
    _ type: Int, at place: Int, size: Int, to node: inout Node
  ) throws(ImportError) {
    switch type {
    case 0x1: node.sizes = try sizes(at: place, size: size)
    case 0x3: node.type = elementType(at: place)
    case 0x8:
      guard let version = reader.number(place, 1), let kind = reader.number(place + 1, 1) else {
        throw Self.damaged("a layout")
      }
      guard version == 3 || version == 4 else { return node.problem = "layout version \(version)" }
      switch kind {
      case 0:
        guard let length = reader.number(place + 2, 2), reader.bytes(place + 4, length) != nil
        else { throw Self.damaged("a layout") }
        node.content = place + 4..<place + 4 + length
      case 1:
        guard let start = reader.number(place + 2, 8), let length = reader.number(place + 10, 8),
          reader.bytes(start, length) != nil
        else { return node.problem = "numbers outside of the file" }
        node.content = start..<start + length
      default: node.problem = "stored in chunks"
      }
    case 0xB: node.problem = "compressed"
    case 0xC: try addAttribute(at: place, size: size, to: &node)
    case 0x11:
      guard let tree = reader.number(place, 8), let heap = reader.number(place + 8, 8) else {
        throw Self.damaged("a group")
      }
      node.members = try members(tree: tree, heap: heap)
    default: break
    }
  }

  private func sizes(at place: Int, size: Int) throws(ImportError) -> [Int] {
    guard let version = reader.number(place, 1), let rank = reader.number(place + 1, 1), rank <= 8,
      version == 1 || version == 2
    else { throw Self.damaged("the sizes of an array") }
    var sizes: [Int] = []
    for index in 0..<rank {
      guard let size = reader.number(place + (version == 1 ? 8 : 4) + 8 * index, 8) else {
        throw Self.damaged("the sizes of an array")
      }
      sizes.append(size)
    }
    return sizes
  }

  private func elementType(at place: Int) -> ElementType? {
    guard let kind = reader.number(place, 1), let bits = reader.number(place + 1, 1),
      let size = reader.number(place + 4, 4), bits & 1 == 0
    else { return nil }
    switch (kind & 15, size) {
    case (1, 2): return .float16
    case (1, 4): return .float32
    case (1, 8): return .float64
    case (0, 4): return .int32
    case (0, 8): return .int64
    default: return nil
    }
  }

  private func addAttribute(at place: Int, size: Int, to node: inout Node) throws(ImportError) {
    guard let version = reader.number(place, 1), let nameSize = reader.number(place + 2, 2),
      let typeSize = reader.number(place + 4, 2), let spaceSize = reader.number(place + 6, 2)
    else { throw Self.damaged("an attribute") }
    func padded(_ size: Int) -> Int { version == 1 ? (size + 7) / 8 * 8 : size }
    let start = place + (version == 3 ? 9 : 8)
    let type = start + padded(nameSize)
    let space = type + padded(typeSize)
    let data = space + padded(spaceSize)
    guard let letters = reader.bytes(start, nameSize), let kind = reader.number(type, 1),
      let width = reader.number(type + 4, 4)
    else { throw Self.damaged("an attribute") }
    let name = String(decoding: letters.prefix { $0 != 0 }, as: UTF8.self)
    let count = boundedProduct(try sizes(at: space, size: spaceSize), limit: 10_000) ?? 0
    var texts: [String] = []
    switch kind & 15 {
    case 3:
      guard width > 0, width <= 1 << 24, count * width <= bytes.count else { return }
      for index in 0..<count {
        guard let letters = reader.bytes(data + index * width, width) else { return }
        texts.append(String(decoding: letters.prefix { $0 != 0 }, as: UTF8.self))
      }
    case 9:
      var total = 0
      for index in 0..<count {
        let place = data + 16 * index
        guard let length = reader.number(place, 4), let heap = reader.number(place + 4, 8),
          let number = reader.number(place + 12, 4),
          let letters = globalText(heap: heap, number: number, length: length)
        else { return }
        total += letters.count
        guard total <= bytes.count else { return }
        texts.append(String(decoding: letters, as: UTF8.self))
      }
    default: return
    }
    node.attributes[name] = texts
  }

  /// A text in a global heap.
  private func globalText(heap: Int, number: Int, length: Int) -> ArraySlice<UInt8>? {
    guard reader.bytes(heap, 4).map({ $0.elementsEqual("GCOL".utf8) }) == true,
      let size = reader.number(heap + 8, 8), size <= bytes.count
    else { return nil }
    var place = heap + 16
    while place + 16 <= heap + size, let index = reader.number(place, 2),
      let bytes = reader.number(place + 8, 8), bytes <= size
    {
      if index == 0 { return nil }
      if index == number { return length <= bytes ? reader.bytes(place + 16, length) : nil }
      place += 16 + (bytes + 7) / 8 * 8
    }
    return nil
  }

  private func members(tree: Int, heap: Int) throws(ImportError) -> [(name: String, address: Int)] {
    guard reader.bytes(heap, 4).map({ $0.elementsEqual("HEAP".utf8) }) == true,
      let names = reader.number(heap + 24, 8)
    else { throw Self.damaged("the names of a group") }
    var found: [(name: String, address: Int)] = []
    var nodes = [tree]
    var seen: Set<Int> = []
    while let place = nodes.popLast() {
      guard seen.insert(place).inserted, seen.count < Self.mostMembers else {
        throw Self.damaged("a group contains itself")
      }
      if reader.bytes(place, 4).map({ $0.elementsEqual("TREE".utf8) }) == true {
        guard reader.number(place + 4, 1) == 0, let count = reader.number(place + 6, 2) else {
          throw Self.damaged("the tree of a group")
        }
        for index in (0..<count).reversed() {
          guard let child = reader.number(place + 32 + 16 * index, 8) else {
            throw Self.damaged("the tree of a group")
          }
          nodes.append(child)
        }
      } else if reader.bytes(place, 4).map({ $0.elementsEqual("SNOD".utf8) }) == true {
        guard let count = reader.number(place + 6, 2) else { throw Self.damaged("a group") }
        for index in 0..<count {
          let entry = place + 8 + 40 * index
          guard let offset = reader.number(entry, 8), let address = reader.number(entry + 8, 8),
            offset < bytes.count, names < bytes.count
          else { throw Self.damaged("a member of a group") }
          let letters = bytes[(names + offset < bytes.count ? names + offset : bytes.count)...]
            .prefix(1024).prefix { $0 != 0 }
          found.append((String(decoding: letters, as: UTF8.self), address))
          guard found.count < Self.mostMembers else { throw Self.damaged("a group") }
        }
      } else {
        throw Self.damaged("the tree of a group")
      }
    }
    return found
  }

  /// The tensors below a node by their paths, and what the groups say of themselves.
  struct Content {
    var tensors: [String: StoredTensor] = [:]
    var order: [String] = []
    var attributes: [String: [String: [String]]] = [:]
  }

  func content() throws(ImportError) -> Content {
    var content = Content()
    var budget = bytes.count
    var seen: Set<Int> = []
    try gather(root, path: "", depth: 0, &content, &budget, &seen)
    return content
  }

  private func gather(
    _ address: Int, path: String, depth: Int, _ content: inout Content, _ budget: inout Int,
    _ seen: inout Set<Int>
  ) throws(ImportError) {
    guard depth < 24, seen.insert(address).inserted, seen.count < Self.mostMembers else {
      throw Self.damaged("its groups contain each other")
    }
    let node = try node(address)
    content.attributes[path] = node.attributes
    for (name, address) in node.members {
      try gather(
        address, path: path.isEmpty ? name : "\(path)/\(name)", depth: depth + 1, &content, &budget,
        &seen)
    }
    // Training leaves arrays that no answer needs.
    guard node.members.isEmpty, let type = node.type, !path.hasPrefix("optimizer") else { return }
    if let problem = node.problem {
      throw .unsupported(
        place: path, what: problem, expected: "numbers in one piece, as Keras writes them")
    }
    guard let range = node.content, let count = boundedProduct(node.sizes) else { return }
    guard count * type.width <= range.count, count <= budget else {
      throw Self.damaged("\(path) has another size than it says")
    }
    budget -= count
    content.order.append(path)
    content.tensors[path] = StoredTensor(
      name: path, sizes: node.sizes,
      values: type.values(bytes, range.lowerBound..<range.lowerBound + count * type.width))
  }
}
