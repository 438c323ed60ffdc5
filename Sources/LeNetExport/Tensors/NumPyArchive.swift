import LeNetArchives
import LeNetData
import LeNetFiles
import LeNetModel

/// Parameters in NumPy's archive of arrays: `numpy.load(file)["C1.weight"]`.
enum NumPyArchive {
  /// The bytes of the archive: one array for each tensor, in the layers' order.
  static func encoded(_ parameters: Parameters) -> [UInt8] {
    NamedArray.npz(
      parameters.layout.layers.flatMap(\.parameters).map {
        NamedArray(
          name: $0.name, sizes: $0.shape, values: Array(parameters.values[$0.range]))
      })
  }

  /// The arrays of an archive as `encoded` writes them, by name.
  static func read(_ bytes: [UInt8]) throws(ExportError) -> [String: ReadTensor] {
    var tensors: [String: ReadTensor] = [:]
    for (path, content) in try ReadArchive.members(of: bytes, format: .npz) {
      guard path.hasSuffix(".npy"), let tensor = array(content) else {
        throw .damaged(format: .npz, problem: "\(path) is not an array of 32-bit numbers")
      }
      tensors[String(path.dropLast(4))] = tensor
    }
    return tensors
  }

  /// The array of a `.npy` file in version 1.0 of the format; nil if it is written in another way than ours.
  private static func array(_ content: [UInt8]) -> ReadTensor? {
    let file = LittleEndianBytes(content)
    guard file.bytes(0, 8).map(Array.init) == [0x93] + Array("NUMPY".utf8) + [1, 0],
      let length = file.number(8, 2), let header = file.bytes(10, length),
      let numbers = file.bytes(10 + length, content.count - 10 - length)
    else { return nil }
    let text = String(decoding: header, as: UTF8.self)
    guard
      let found = text.wholeMatch(
        of: /\{'descr': '<f4', 'fortran_order': False, 'shape': \(([0-9, ]*)\), \} *\n/)
    else { return nil }
    let sizes = found.output.1.split(separator: ",").map { $0.filter { $0 != " " } }
    return ReadTensor(
      sizes: sizes.compactMap { Int(String($0)) }, littleEndian: numbers)
  }
}
