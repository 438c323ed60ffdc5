/// A tensor as it was read back from exported bytes.
struct ReadTensor: Equatable {
  /// The sizes, the outermost first.
  let sizes: [Int]
  /// The numbers, the last size running fastest.
  let values: [Float]

  /// A tensor; there must be as many numbers as the sizes say.
  init(sizes: [Int], values: [Float]) {
    self.sizes = sizes
    self.values = values
  }

  /// A tensor from little-endian numbers of four bytes; nil unless there are as many as the sizes say.
  init?(sizes: [Int], littleEndian bytes: ArraySlice<UInt8>) {
    var count = 1
    for size in sizes {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflows else { return nil }
      count = product
    }
    guard bytes.count.isMultiple(of: 4), bytes.count / 4 == count else { return nil }
    self.sizes = sizes
    values = (0..<count).map { index in
      let place = bytes.startIndex + 4 * index
      return Float(
        bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
    }
  }

  /// Numbers as little-endian bytes.
  static func bytes(of values: some Sequence<Float>) -> [UInt8] {
    values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
  }
}
