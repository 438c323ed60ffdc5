import CLeNet

/// Why a call failed, as its caller learns it.
struct CallFailure: Error {
  let status: lenet_status
  let message: String

  init(_ status: lenet_status, _ message: String) {
    self.status = status
    self.message = message
  }
}

/// Runs a function's work, keeps the reason of its failure for the thread, and returns its status.
func call(_ work: () throws -> Void) -> lenet_status {
  do {
    try work()
    clenet_set_error("")
    return LENET_OK
  } catch {
    let failure = CallFailure(error)
    clenet_set_error(failure.message)
    return failure.status
  }
}
