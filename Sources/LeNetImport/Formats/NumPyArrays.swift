import LeNetArchives
import LeNetData
import LeNetFiles

/// Weights as NumPy keeps them: archives of arrays, and Paddle's dictionaries of them.
enum NumPyArrays {
  /// The numbers of a pickled array; nil if it is not one of numbers.
  static func tensor(_ array: PickledArray, name: String) -> StoredTensor? {
    guard array.isComplete, !array.type.isBigEndian,
      let type = type(kind: array.type.kind, width: array.type.width)
    else { return nil }
    let values = type.values(array.bytes, 0..<array.bytes.count)
    return StoredTensor(
      name: name, sizes: array.sizes,
      values: array.isColumnMajor ? rows(values, sizes: array.sizes) : values)
  }

  private static func rows(_ values: [Float], sizes: [Int]) -> [Float] {
    reordered(values, sizes: sizes.reversed(), order: Array(sizes.indices.reversed()))
  }

  private static func type(kind: UInt8, width: Int) -> ElementType? {
    switch (Character(UnicodeScalar(kind)), width) {
    case ("f", 2): .float16
    case ("f", 4): .float32
    case ("f", 8): .float64
    case ("i", 1): .int8
    case ("i", 2): .int16
    case ("i", 4): .int32
    case ("i", 8): .int64
    case ("u", 1): .uint8
    case ("b", 1): .bool
    default: nil
    }
  }

  /// The arrays of a `.npz`.
  static func read(_ archive: ZipArchive, bytes: Int) throws(ImportError) -> WeightBag {
    var tensors: [StoredTensor] = []
    var total = 0
    for member in archive.members where member.path.hasSuffix(".npy") {
      let name = String(member.path.dropLast(4))
      let content: [UInt8]
      do {
        let bound = member.method == 0 ? member.packed : min(1 << 26, 64 * member.packed + 4096)
        content = try archive.open(member, limit: bound).all()
      } catch {
        throw damaged("\(name): \(error)")
      }
      total += content.count
      guard total <= min(1 << 27, 64 * bytes + 4096) else {
        throw .tooLarge(what: "bytes", limit: min(1 << 27, 64 * bytes + 4096))
      }
      tensors.append(try tensor(content, name: name))
    }
    let names = Set(tensors.map { $0.name.lowercased() })
    if names.contains("x_train") || names.contains("train_images")
      || (names.contains("x") && names.contains("y"))
    {
      throw .otherFile("a data set, not a model", advice: "give it to --data")
    }
    return WeightBag(tensors: tensors, habit: .any)
  }

  /// One array of a `.npy`.
  static func tensor(_ content: [UInt8], name: String) throws(ImportError) -> StoredTensor {
    let reader = LittleEndianBytes(content)
    guard let version = reader.number(6, 1), 1...3 ~= version,
      let length = reader.number(8, version == 1 ? 2 : 4), length <= 10_000,
      let text = reader.bytes(version == 1 ? 10 : 12, length), let header = NPYHeader(text)
    else { throw damaged("the header of \(name)") }
    if header.type.contains("O") {
      throw .unsupported(
        place: "the array \(name)", what: "of Python objects", expected: "an array of numbers")
    }
    let digits = header.type.drop { "<>|=".contains($0) }
    guard !header.type.hasPrefix(">"), let kind = digits.utf8.first,
      let width = Int(digits.dropFirst()), let type = type(kind: kind, width: width)
    else {
      throw .unsupported(
        place: "the array \(name)", what: "of type \(header.type)", expected: "f4, f8 or f2")
    }
    let start = (version == 1 ? 10 : 12) + length
    guard let count = boundedProduct(header.sizes), count * type.width == content.count - start
    else { throw damaged("\(name) has another size than its header says") }
    let values = type.values(content, start..<content.count)
    return StoredTensor(
      name: name, sizes: header.sizes,
      values: header.isColumnMajor ? rows(values, sizes: header.sizes) : values)
  }

  /// A dictionary of arrays in a pickle, as Paddle writes it.
  static func readPickle(_ bytes: [UInt8]) throws(ImportError) -> WeightBag {
    var machine = PickleMachine(bytes, foreignNames: .inert)
    let object: PickleValue
    do {
      object = try machine.run()
    } catch {
      throw .damaged(format: "a pickle", problem: "\(error)")
    }
    guard case .dictionary(let number) = object else {
      throw .noWeights("its pickle is no dictionary of arrays")
    }
    let items = machine.containers[number]
    var tensors: [StoredTensor] = []
    var isPaddle = false
    var total = 0
    for place in stride(from: 0, to: items.count - 1, by: 2) {
      guard let letters = machine.letters(items[place]) else { continue }
      let name = String(decoding: letters, as: UTF8.self)
      if name.hasPrefix("StructuredToParameterName") { isPaddle = true }
      var value = items[place + 1]
      // Paddle pairs an array with its name.
      if case .tuple(let pair) = value, machine.containers[pair].count == 2 {
        value = machine.containers[pair][1]
        isPaddle = true
      }
      guard case .array(let array) = value,
        let tensor = tensor(machine.arrays[array], name: name)
      else { continue }
      total += tensor.values.count
      guard total <= bytes.count else { throw .damaged(format: "a pickle", problem: "its size") }
      tensors.append(tensor)
    }
    guard !tensors.isEmpty else { throw .noWeights("its pickle has no arrays") }
    return WeightBag(tensors: tensors, habit: isPaddle ? .paddle : .any)
  }

  private static func damaged(_ problem: String) -> ImportError {
    .damaged(format: "a NumPy archive", problem: problem)
  }
}
