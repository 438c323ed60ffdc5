public import KernelTypes

/// The kernels for blocks of images, a lane for each image; the same source is built for every
/// instruction set.
public protocol BatchedKernels: KernelSet where Scalar == V.Scalar {
  /// The register that holds one number of every image of a block.
  associatedtype V: SIMDVector
}

extension BatchedKernels {
  /// The images of a block, one in each lane.
  public static var lanes: Int { V.scalarCount }
  /// None, since activations are whole registers.
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
public enum FloatKernels: BatchedKernels {
  /// The register of this instruction set.
  public typealias V = FloatVector
}

/// The kernels in double precision, for checking gradients.
public enum DoubleKernels: BatchedKernels {
  /// The register of this instruction set.
  public typealias V = DoubleVector
}
