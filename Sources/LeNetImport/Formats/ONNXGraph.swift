import LeNetFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The graph of an ONNX file: nodes, constants, inputs and outputs.
///
/// Nothing in it is computed here.
struct ONNXGraph {
  struct Node {
    var name = ""
    var kind = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var attributes: [String: Attribute] = [:]

    /// What messages call it.
    var place: String { name.isEmpty ? "the node of \(outputs.first ?? kind)" : "the node \(name)" }
  }

  struct Attribute {
    var number: Int?
    var float: Float?
    var text: String?
    var numbers: [Int] = []
    var tensor: StoredTensor?
  }

  var nodes: [Node] = []
  var constants: [String: StoredTensor] = [:]
  /// Inputs with their sizes; -1 where one is open.
  var inputs: [(name: String, sizes: [Int])] = []
  var outputs: [String] = []

  private let bytes: [UInt8]
  private let folder: String
  private var external: [String: [UInt8]] = [:]
  /// Numbers that may still be made.
  private var budget: Int

  /// Whether the bytes begin as a model: the version of the format, then the producer or the graph.
  static func isModel(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 8, bytes[0] == 0x08, 1...20 ~= bytes[1] else { return false }
    guard let fields = try? WireReader.fields(bytes, 0..<bytes.count) else {
      return bytes[2] == 0x12
    }
    return fields.contains { $0.number == 7 && $0.field.range != nil }
  }

  init(_ bytes: [UInt8], folder: String) throws(ImportError) {
    self.bytes = bytes
    self.folder = folder
    budget = bytes.count
    for (number, field) in try WireReader.fields(bytes, 0..<bytes.count) where number == 7 {
      guard let range = field.range else { throw WireReader.damaged(0) }
      try readGraph(range)
    }
    guard !nodes.isEmpty else { throw .noWeights("it has no graph") }
    guard nodes.count <= 2000 else { throw .tooLarge(what: "nodes", limit: 2000) }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].prefix(1000), as: UTF8.self)
  }

  private mutating func readGraph(_ range: Range<Int>) throws(ImportError) {
    for (number, field) in try WireReader.fields(bytes, range) {
      guard let range = field.range else { continue }
      switch number {
      case 1: nodes.append(try node(range))
      case 5:
        if let tensor = try tensor(range) { constants[tensor.name] = tensor }
      case 11: inputs.append(try input(range))
      case 12:
        for (number, field) in try WireReader.fields(bytes, range) where number == 1 {
          if let range = field.range { outputs.append(text(range)) }
        }
      default: break
      }
    }
  }

  private mutating func node(_ range: Range<Int>) throws(ImportError) -> Node {
    var node = Node()
    for (number, field) in try WireReader.fields(bytes, range) {
      guard let range = field.range else { continue }
      switch number {
      case 1: node.inputs.append(text(range))
      case 2: node.outputs.append(text(range))
      case 3: node.name = text(range)
      case 4: node.kind = text(range)
      case 5:
        let (name, attribute) = try attribute(range)
        node.attributes[name] = attribute
      default: break
      }
    }
    return node
  }

  private mutating func attribute(_ range: Range<Int>) throws(ImportError) -> (String, Attribute) {
    var name = ""
    var attribute = Attribute()
    for (number, field) in try WireReader.fields(bytes, range) {
      switch number {
      case 1: name = field.range.map(text) ?? ""
      case 2: attribute.float = field.float
      case 3: attribute.number = field.number
      case 4: attribute.text = field.range.map(text)
      case 5: if let range = field.range { attribute.tensor = try tensor(range) }
      case 8:
        if let range = field.range {
          attribute.numbers += try WireReader.packed(bytes, range)
        } else if let number = field.number {
          attribute.numbers.append(number)
        }
      default: break
      }
    }
    return (name, attribute)
  }

  private func input(_ range: Range<Int>) throws(ImportError) -> (name: String, sizes: [Int]) {
    var name = ""
    var sizes: [Int] = []
    func fields(
      _ wanted: Int, in ranges: [Range<Int>]
    ) throws(ImportError) -> [Range<Int>] {
      var found: [Range<Int>] = []
      for range in ranges {
        for (number, field) in try WireReader.fields(bytes, range) where number == wanted {
          if let range = field.range { found.append(range) }
        }
      }
      return found
    }
    if let range = try fields(1, in: [range]).first { name = text(range) }
    let type = try fields(1, in: try fields(2, in: [range]))
    for size in try fields(1, in: try fields(2, in: type)) {
      let value = try WireReader.fields(bytes, size).first { $0.number == 1 }?.field.number
      sizes.append(value.map { 1...65_536 ~= $0 ? $0 : -1 } ?? -1)
    }
    return (name, sizes)
  }

  private static let types: [Int: ElementType] = [
    1: .float32, 2: .uint8, 3: .int8, 5: .int16, 6: .int32, 7: .int64, 9: .bool, 10: .float16,
    11: .float64, 16: .bfloat16,
  ]

  private mutating func tensor(_ range: Range<Int>) throws(ImportError) -> StoredTensor? {
    var name = ""
    var sizes: [Int] = []
    var code = 0
    var raw: Range<Int>?
    var values: [Float] = []
    var isExternal = false
    var entries: [String: String] = [:]
    for (number, field) in try WireReader.fields(bytes, range) {
      switch (number, field) {
      case (1, .bytes(let range)): sizes += try WireReader.packed(bytes, range)
      case (1, .number): sizes.append(field.number ?? -1)
      case (2, _): code = field.number ?? 0
      case (4, .bytes(let range)):
        guard range.count.isMultiple(of: 4) else { throw WireReader.damaged(range.lowerBound) }
        values += ElementType.float32.values(bytes, range)
      case (4, .fixed): values.append(field.float ?? 0)
      case (5, .bytes(let range)), (7, .bytes(let range)):
        values += try WireReader.packed(bytes, range).map { Float($0) }
      case (5, .number), (7, .number): values.append(Float(field.number ?? 0))
      case (8, .bytes(let range)): name = text(range)
      case (9, .bytes(let range)): raw = range
      case (10, .bytes(let range)):
        guard range.count.isMultiple(of: 8) else { throw WireReader.damaged(range.lowerBound) }
        values += ElementType.float64.values(bytes, range)
      case (13, .bytes(let range)):
        let parts = try WireReader.fields(bytes, range)
        if let key = parts.first(where: { $0.number == 1 })?.field.range,
          let value = parts.first(where: { $0.number == 2 })?.field.range
        {
          entries[text(key)] = text(value)
        }
      case (14, .number(let place)): isExternal = place == 1
      default: break
      }
    }
    // Texts and other things are no weights.
    guard let type = Self.types[code] else { return nil }
    guard let count = boundedProduct(sizes) else {
      throw .damaged(format: "an ONNX file", problem: "the sizes of \(name)")
    }
    if isExternal {
      values = try externalValues(entries, type: type, count: count, name: name)
    } else if let raw {
      guard raw.count == count * type.width else {
        throw .damaged(format: "an ONNX file", problem: "the numbers of \(name)")
      }
      values = type.values(bytes, raw)
    }
    guard values.count == count else {
      throw .damaged(format: "an ONNX file", problem: "the numbers of \(name)")
    }
    return StoredTensor(name: name, sizes: sizes, values: values)
  }

  /// Numbers in another file, which must lie in the model's own folder; no link is followed.
  private mutating func externalValues(
    _ entries: [String: String], type: ElementType, count: Int, name: String
  ) throws(ImportError) -> [Float] {
    guard let location = entries["location"], !location.isEmpty, !location.contains("/"),
      !location.utf8.contains(0), location != "..", location != "."
    else {
      throw .unsupported(
        place: name, what: "stored outside of the model's folder",
        expected: "numbers in a file beside it")
    }
    if external[location] == nil {
      do {
        external[location] = try Self.neighbour(location, in: folder)
      } catch {
        throw .noWeights("its numbers are in \(location), which cannot be read: \(error)")
      }
    }
    let content = external[location] ?? []
    let offset = entries["offset"].flatMap { Int($0) } ?? 0
    let length = entries["length"].flatMap { Int($0) } ?? count * type.width
    guard offset >= 0, offset <= content.count, length == count * type.width,
      length <= content.count - offset
    else { throw .damaged(format: "an ONNX file", problem: "\(name) lies outside of \(location)") }
    return type.values(content, offset..<offset + length)
  }

  private static func neighbour(
    _ location: String, in folder: String
  ) throws(FileReadingError) -> [UInt8] {
    let path = joinPath(folder, location)
    do throws(SystemError) {
      let file = try OpenFile(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
      let status = try file.status()
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(EINVAL) }
      let size = Int(status.st_size)
      guard size <= FileContent.largestFile else { throw SystemError(EFBIG) }
      return try file.bytes(count: size)
    } catch {
      throw FileReadingError(path, .system(error))
    }
  }
}
