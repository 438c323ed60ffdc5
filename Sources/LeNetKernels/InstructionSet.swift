private import CProcessor
public import KernelTypes
import KernelsBase

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// The vector instructions that kernels are built for.
///
/// Sets differ in how many images are computed at a time and in fused multiplication, hence in the
/// last bits of a result: the same seed gives the same bits on the same set only.
public enum InstructionSet: String, CaseIterable, Codable, Sendable {
  /// What every processor has: SSE2 on x86-64, NEON on arm64.
  case base
  /// AVX2 with FMA.
  case avx2
  /// AVX-512 F, VL, DQ and BW.
  case avx512

  /// The sets that this processor can run.
  public static var available: [InstructionSet] {
    allCases.filter { set in
      switch set {
      case .base: true
      case .avx2: processor_has_avx2()
      case .avx512: processor_has_avx512()
      }
    }
  }

  /// The widest set that this processor can run.
  public static var best: InstructionSet { available.last ?? .base }
}

/// A scalar that kernels exist for, in every instruction set.
public protocol ComputedScalar: KernelScalar {
  /// The kernels of an instruction set; those of `base` where the set is not part of the program.
  static func kernels(for set: InstructionSet) -> any KernelSet<Self>.Type
  /// The kernels for one image at a time.
  static func singleImageKernels(for set: InstructionSet) -> any KernelSet<Self>.Type
}

extension Float: ComputedScalar {
  /// The kernels that training and answers use.
  public static func kernels(for set: InstructionSet) -> any KernelSet<Float>.Type {
    #if arch(x86_64)
    switch set {
    case .base: KernelsBase.FloatKernels.self
    case .avx2: KernelsAVX2.FloatKernels.self
    case .avx512: KernelsAVX512.FloatKernels.self
    }
    #else
    KernelsBase.FloatKernels.self
    #endif
  }

  /// Registers run along rows and across maps.
  public static func singleImageKernels(for set: InstructionSet) -> any KernelSet<Float>.Type {
    #if arch(x86_64)
    switch set {
    case .base: KernelsBase.FloatSingleImageKernels.self
    case .avx2: KernelsAVX2.FloatSingleImageKernels.self
    case .avx512: KernelsAVX512.FloatSingleImageKernels.self
    }
    #else
    KernelsBase.FloatSingleImageKernels.self
    #endif
  }
}

extension Double: ComputedScalar {
  /// The kernels that tests check gradients with.
  public static func kernels(for set: InstructionSet) -> any KernelSet<Double>.Type {
    #if arch(x86_64)
    switch set {
    case .base: KernelsBase.DoubleKernels.self
    case .avx2: KernelsAVX2.DoubleKernels.self
    case .avx512: KernelsAVX512.DoubleKernels.self
    }
    #else
    KernelsBase.DoubleKernels.self
    #endif
  }

  /// Registers run along rows and across maps.
  public static func singleImageKernels(for set: InstructionSet) -> any KernelSet<Double>.Type {
    #if arch(x86_64)
    switch set {
    case .base: KernelsBase.DoubleSingleImageKernels.self
    case .avx2: KernelsAVX2.DoubleSingleImageKernels.self
    case .avx512: KernelsAVX512.DoubleSingleImageKernels.self
    }
    #else
    KernelsBase.DoubleSingleImageKernels.self
    #endif
  }
}
