import LeNetKernels
import LeNetRandom

/// Aligned numbers for kernels, and the same numbers by image for plain loops.
final class LaneArray<Scalar: ComputedScalar> {
  let lanes: Int
  let count: Int
  let base: UnsafeMutablePointer<Scalar>

  /// `count` positions of `lanes` numbers, zero.
  init(_ count: Int, lanes: Int) {
    self.count = count
    self.lanes = lanes
    // Room behind the end, as kernels for one image may use.
    let room = count * lanes + 64
    base = UnsafeMutableRawPointer.allocate(
      byteCount: room * MemoryLayout<Scalar>.stride, alignment: 64
    ).bindMemory(to: Scalar.self, capacity: room)
    base.initialize(repeating: 0, count: room)
  }

  /// Random numbers from -1 to 1.
  convenience init(random count: Int, lanes: Int, seed: UInt64, index: UInt32) {
    self.init(count, lanes: lanes)
    var stream = RandomStream(seed: seed, purpose: .test, index: index)
    for i in 0..<count * lanes { base[i] = Scalar(stream.uniform(in: -1...1)) }
  }

  deinit { base.deallocate() }

  subscript(position: Int, lane: Int) -> Double {
    get { Double(base[position * lanes + lane]) }
    set { base[position * lanes + lane] = Scalar(newValue) }
  }

  /// Whether nothing was written behind the end.
  var isRoomUntouched: Bool {
    (count * lanes..<count * lanes + 64).allSatisfy { base[$0] == 0 }
  }

  /// The greatest difference from a plain loop's numbers, `[position][lane]`.
  func distance(to expected: [Double]) -> Double {
    var worst = 0.0
    for i in 0..<count * lanes {
      let difference = (Double(base[i]) - expected[i]).magnitude
      worst = difference > worst || difference.isNaN ? difference : worst
    }
    return worst
  }
}
