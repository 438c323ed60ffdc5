import LeNetCatalog
import LeNetModel

/// The objects of CIFAR-10's Python archive.
enum PickledBatch {
  /// The images and labels of a batch: a dictionary with `data`, an array of bytes, and `labels`.
  static func read(_ bytes: [UInt8]) throws(CIFARError) -> (images: [UInt8], labels: [UInt8]) {
    var machine = PickleMachine(bytes)
    let object = try run(&machine)
    guard let data = entry("data", of: object, in: machine), case .array(let number) = data else {
      throw .entry("data", expected: "an array")
    }
    let array = machine.arrays[number]
    guard array.isComplete, array.type.kind == UInt8(ascii: "u"), array.type.width == 1,
      array.sizes.count == 2, array.sizes[1] == CIFAR.shape.count, array.sizes[0] > 0
    else { throw .entry("data", expected: "an array of bytes, images x 3072") }
    let images =
      array.isColumnMajor
      ? transposed(array.bytes, rows: array.sizes[1], columns: array.sizes[0]) : array.bytes
    let labels = try labels(of: object, in: machine)
    guard labels.count == array.sizes[0] else {
      throw .counts(images: array.sizes[0], labels: labels.count)
    }
    return (images, labels)
  }

  /// The class names of `batches.meta`.
  static func classes(_ bytes: [UInt8]) throws(CIFARError) -> [String] {
    var machine = PickleMachine(bytes)
    let object = try run(&machine)
    guard let names = entry("label_names", of: object, in: machine), case .list(let number) = names
    else { throw .entry("label_names", expected: "a list of texts") }
    var classes: [String] = []
    for name in machine.containers[number] {
      guard let letters = machine.letters(name),
        let text = String(validating: letters, as: UTF8.self)
      else { throw .entry("label_names", expected: "a list of texts") }
      classes.append(text)
    }
    return classes
  }

  private static func run(_ machine: inout PickleMachine) throws(CIFARError) -> PickleValue {
    do {
      return try machine.run()
    } catch {
      throw .pickle(error)
    }
  }

  private static func labels(
    of object: PickleValue, in machine: PickleMachine
  ) throws(CIFARError) -> [UInt8] {
    let numbers: [Int]
    switch entry("labels", of: object, in: machine) {
    case .list(let list):
      numbers = machine.containers[list].compactMap {
        if case .integer(let number) = $0 { number } else { nil }
      }
      guard numbers.count == machine.containers[list].count else {
        throw .entry("labels", expected: "a list of whole numbers")
      }
    case .array(let number):
      let array = machine.arrays[number]
      let width = array.type.width
      guard array.isComplete, array.sizes.count == 1 else {
        throw .entry("labels", expected: "a list of whole numbers")
      }
      numbers = stride(from: 0, to: array.bytes.count, by: width).compactMap {
        array.type.wholeNumber(array.bytes[$0..<$0 + width])
      }
      guard numbers.count == array.sizes[0] else {
        throw .entry("labels", expected: "a list of whole numbers")
      }
    default: throw .entry("labels", expected: "a list of whole numbers")
    }
    var labels: [UInt8] = []
    for (position, number) in numbers.enumerated() {
      guard 0..<KnownDataset.cifar10.classes.count ~= number else {
        throw .label(number, position: position)
      }
      labels.append(UInt8(number))
    }
    return labels
  }

  /// The value of a key, which may be bytes or a text.
  private static func entry(
    _ key: String, of object: PickleValue, in machine: PickleMachine
  ) -> PickleValue? {
    guard case .dictionary(let number) = object else { return nil }
    let items = machine.containers[number]
    let place = stride(from: 0, to: items.count - 1, by: 2).reversed().first {
      machine.letters(items[$0]) == Array(key.utf8)
    }
    return place.map { items[$0 + 1] }
  }
}
