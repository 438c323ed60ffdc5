import LeNetModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The numbers and names of a model's tensors, at addresses that stay until it goes.
///
/// Unchecked: nothing changes after the initializer.
final class TensorStorage: @unchecked Sendable {
  let layout: NetworkLayout
  private let numbers: UnsafeMutablePointer<Float>
  private let names: [UnsafeMutablePointer<CChar>?]

  init(_ parameters: Parameters) {
    layout = parameters.layout
    let values = parameters.values
    // As the arena of an engine: each tensor begins at a multiple of 64 bytes.
    numbers =
      UnsafeMutableRawPointer
      .allocate(byteCount: max(1, values.count) * MemoryLayout<Float>.stride, alignment: 64)
      .bindMemory(to: Float.self, capacity: max(1, values.count))
    numbers.update(from: values, count: values.count)
    names = layout.parameters.map { strdup($0.name) }
  }

  deinit {
    numbers.deallocate()
    for name in names { free(name) }
  }

  /// The name and the numbers of a tensor.
  func tensor(_ index: Int) -> (name: UnsafePointer<CChar>?, numbers: UnsafePointer<Float>) {
    (
      names[index].map { UnsafePointer($0) },
      UnsafePointer(numbers + layout.parameters[index].offset)
    )
  }
}
