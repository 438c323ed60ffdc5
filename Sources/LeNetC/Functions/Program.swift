import CArguments
import CLeNet
import LeNetCommand

/// Whether the program has run; its arguments and signals are those of the process, so it runs once.
///
/// Read and written under `ForkLock` only.
nonisolated(unsafe) private var hasRun = false

/// `lenet_main`: lenet.h has its description.
@c @implementation
public func lenet_main(
  _ count: Int32, _ arguments: UnsafePointer<UnsafePointer<CChar>?>?
) -> Int32 {
  var status: Int32 = 2
  let result = call {
    let first = try given(arguments, "arguments")
    guard count >= 1 else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "count is \(count); expected the program's name and its arguments")
    }
    for place in 0..<Int(count) { _ = try given(first[place], "arguments[\(place)]") }
    let isFirst = ForkLock.locked {
      defer { hasRun = true }
      return !hasRun
    }
    guard isFirst else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "the program runs once in a process; start another process")
    }
    first.withMemoryRebound(to: UnsafeMutablePointer<CChar>?.self, capacity: Int(count)) {
      set_process_arguments(count, $0)
    }
    status = Program.run()
  }
  return result == LENET_OK ? status : 2
}
