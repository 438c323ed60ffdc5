public import KernelTypes

/// The kernels written once for any lanes; every instruction set is this source built again.
public protocol LaneKernels: KernelSet where Scalar == V.Scalar {
  /// The register that holds one number of every image of a block.
  associatedtype V: Lanes
}

extension LaneKernels {
  /// Images a block: one a lane.
  public static var lanes: Int { V.scalarCount }
  /// Activations are whole registers.
  public static var slack: Int { 0 }

  @inline(__always)
  static func vectors(_ pointer: UnsafePointer<Scalar>) -> UnsafePointer<V> {
    UnsafeRawPointer(pointer).assumingMemoryBound(to: V.self)
  }

  @inline(__always)
  static func vectors(_ pointer: UnsafeMutablePointer<Scalar>) -> UnsafeMutablePointer<V> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: V.self)
  }
}

/// The kernels in single precision.
public enum FloatKernels: LaneKernels {
  /// The register.
  public typealias V = FloatLanes
}

/// The kernels in double precision, for checking gradients.
public enum DoubleKernels: LaneKernels {
  /// The register.
  public typealias V = DoubleLanes
}
