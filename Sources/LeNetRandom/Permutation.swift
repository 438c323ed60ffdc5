/// The numbers 0 ..< count in random order (Fisher and Yates).
public func permutation(of count: Int, stream: RandomStream) -> [Int32] {
  var stream = stream
  var order = (0..<Int32(count)).map(\.self)
  for last in stride(from: count - 1, to: 0, by: -1) {
    order.swapAt(last, Int(stream.below(UInt32(last + 1))))
  }
  return order
}
