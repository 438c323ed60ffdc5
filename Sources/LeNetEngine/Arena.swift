import LeNetKernels

/// One piece of memory, aligned for the widest registers, zero at first.
///
/// Sendable although it is written to: the pieces of a round write to places of their own, and the
/// pool lets no thread read them before the round has ended.
final class Arena<Scalar: ComputedScalar>: @unchecked Sendable {
  static var alignment: Int { 64 }

  let count: Int
  let base: UnsafeMutablePointer<Scalar>

  init(count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Scalar>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    base = memory.bindMemory(to: Scalar.self, capacity: count)
    Self.clear(base, count: count)
  }

  deinit { base.deallocate() }

  /// A copy of all numbers; setting takes as many as there are.
  var values: [Scalar] {
    get { Array(UnsafeBufferPointer(start: base, count: count)) }
    set {
      precondition(newValue.count == count, "\(newValue.count) numbers given for \(count) places")
      // As a whole: one by one in generic code takes a thousand instructions a number.
      newValue.withUnsafeBufferPointer { numbers in
        guard let first = numbers.baseAddress else { return }
        base.update(from: first, count: count)
      }
    }
  }

  /// Makes numbers zero, byte by byte: the generic way is twenty times slower.
  static func clear(_ numbers: UnsafeMutablePointer<Scalar>, count: Int) {
    UnsafeMutableRawPointer(numbers).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Scalar>.stride)
  }
}

/// Hands out ranges of an arena, each aligned, with room behind it.
struct RangePlanner {
  private(set) var count = 0
  private let slack: Int

  init(slack: Int) { self.slack = slack }

  /// Reserves a range and returns its start, a multiple of the 16 numbers of the widest register.
  mutating func take(_ numbers: Int) -> Int {
    defer { count += (numbers + slack + 15) / 16 * 16 }
    return count
  }
}
