public import KernelTypes
import KernelsBase

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// The choice of the kernels that distort elastically.
public enum ElasticKernels {
  /// Those of the widest instruction set that this processor can run: since all give the same bytes, no
  /// run needs to say which.
  public static let best: any ElasticKernelSet.Type = kernels(for: .best)

  /// The kernels of an instruction set; those of `base` where the set is not part of the program.
  public static func kernels(for set: InstructionSet) -> any ElasticKernelSet.Type {
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
}
