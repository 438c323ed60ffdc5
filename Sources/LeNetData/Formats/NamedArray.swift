import LeNetArchives

/// An array of numbers with a name, to be written for NumPy or as JSON.
package struct NamedArray: Sendable {
  /// The name, such as a layer's.
  package let name: String
  /// The lengths of the axes, the outermost first.
  package let sizes: [Int]
  /// The numbers, row by row.
  package let values: [Float]
  /// Whether the numbers are whole and NumPy gets them as such, to count with.
  package let isWhole: Bool

  /// An array; the product of its sizes must be the number of its values, and whole ones must fit 24 bits.
  package init(name: String, sizes: [Int], values: [Float], isWhole: Bool = false) {
    precondition(sizes.reduce(1, *) == values.count)
    self.isWhole = isWhole
    self.name = name
    self.sizes = sizes
    self.values = values
  }

  /// The array as a `.npy` file of little-endian 32-bit numbers, real or whole, version 1.0 of the format.
  package var npy: [UInt8] {
    let shape = sizes.count == 1 ? "\(sizes[0])," : sizes.map(String.init).joined(separator: ", ")
    let text =
      "{'descr': '\(isWhole ? "<i4" : "<f4")', 'fortran_order': False, 'shape': (\(shape)), }"
    // The numbers begin at a multiple of 64.
    let blanks = String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64)
    let header = Array((text + blanks + "\n").utf8)
    let start: [UInt8] =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count & 255), UInt8(header.count >> 8)]
    return start + header
      + values.map { isWhole ? UInt32(bitPattern: Int32($0)) : $0.bitPattern }
      .map(\.littleEndian).withUnsafeBytes(Array.init)
  }

  /// Arrays as a `.npz` file, which `numpy.load` opens.
  package static func npz(_ arrays: [NamedArray]) -> [UInt8] {
    ZipArchive.encoded(arrays.map { ("\($0.name).npy", $0.npy) })
  }
}
