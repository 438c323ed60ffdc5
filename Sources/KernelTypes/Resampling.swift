/// How one axis is resampled: output i = input[first[i]] (1 - weight[i]) + input[second[i]] weight[i].
///
/// Sendable although it holds pointers: the tables outlive it and nothing writes to them.
public struct Resampling<Scalar: KernelScalar>: @unchecked Sendable {
  public var inputCount, outputCount: Int
  public var first, second: UnsafePointer<Int32>
  /// The second tap's share, 0 to 1.
  public var weight: UnsafePointer<Scalar>

  /// Taps from tables that outlive the value.
  public init(
    inputCount: Int, outputCount: Int, first: UnsafePointer<Int32>,
    second: UnsafePointer<Int32>, weight: UnsafePointer<Scalar>
  ) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.first = first
    self.second = second
    self.weight = weight
  }
}
