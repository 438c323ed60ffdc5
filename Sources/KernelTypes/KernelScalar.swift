/// A number that kernels compute with: `Float` in use, `Double` where gradients are checked.
public protocol KernelScalar: BinaryFloatingPoint & SIMDScalar & Sendable & Codable {}

extension Float: KernelScalar {}
extension Double: KernelScalar {}
