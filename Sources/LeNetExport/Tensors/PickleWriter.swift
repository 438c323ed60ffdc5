/// Writes the few instructions of Python's pickle, protocol 2, that a dictionary of PyTorch tensors takes.
struct PickleWriter {
  private var bytes: [UInt8] = [0x80, 2]

  /// The whole pickle.
  var finished: [UInt8] { bytes + Array(".".utf8) }

  /// Begins an `OrderedDict`, whose keys and values follow.
  mutating func beginOrderedDictionary() {
    addEmptyDictionary()
    add(code: "(")
  }

  /// Ends the dictionary.
  mutating func endDictionary() { add(code: "u") }

  /// Adds a text.
  mutating func add(_ text: String) {
    add(code: "X")
    addInt32(text.utf8.count)
    bytes += Array(text.utf8)
  }

  /// Adds a tensor of 32-bit numbers, row by row from the start of its storage on.
  mutating func addTensor(storage: String, sizes: [Int]) {
    addGlobal("torch._utils", "_rebuild_tensor_v2")
    add(code: "(")
    // What the reader's persistent_load gets.
    add(code: "(")
    add("storage")
    addGlobal("torch", "FloatStorage")
    add(storage)
    add("cpu")
    add(sizes.reduce(1, *))
    add(code: "t")
    add(code: "Q")
    add(0)
    add(sizes)
    add(sizes.indices.map { sizes[($0 + 1)...].reduce(1, *) })
    // No gradient is wanted, and there are no hooks.
    bytes.append(0x89)
    addEmptyDictionary()
    add(code: "t")
    add(code: "R")
  }

  private mutating func addEmptyDictionary() {
    addGlobal("collections", "OrderedDict")
    add(code: ")")
    add(code: "R")
  }

  private mutating func add(_ numbers: [Int]) {
    add(code: "(")
    for number in numbers { add(number) }
    add(code: "t")
  }

  private mutating func add(_ number: Int) {
    add(code: "J")
    addInt32(number)
  }

  private mutating func addGlobal(_ module: String, _ name: String) {
    add(code: "c")
    bytes += Array("\(module)\n\(name)\n".utf8)
  }

  private mutating func addInt32(_ number: Int) {
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private mutating func add(code: Character) { bytes += Array(String(code).utf8) }
}
