public import CLeNet
import LeNetText
import LeNetTraining

/// The version as C text, made once and never changed.
nonisolated(unsafe) private let version: UnsafePointer<CChar> = {
  let bytes = LeNetVersion.current.utf8CString
  let text = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
  for (place, byte) in bytes.enumerated() { text[place] = byte }
  return UnsafePointer(text)
}()

/// `lenet_abi_version`: lenet.h has its description.
@c @implementation
public func lenet_abi_version() -> Int32 { LENET_ABI_VERSION }

/// `lenet_version`: lenet.h has its description.
@c @implementation
public func lenet_version() -> UnsafePointer<CChar>? { version }

/// `lenet_list`: lenet.h has its description.
@c @implementation
public func lenet_list(
  _ kind: UnsafePointer<CChar>?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(json, "json")
    try result.give(NameList.json(of: text(kind, "kind")).text)
  }
}

/// `lenet_free`: lenet.h has its description.
@c @implementation
public func lenet_free(_ handle: lenet_handle) -> lenet_status {
  call { try HandleTable.free(handle) }
}

/// `lenet_release`: lenet.h has its description.
@c @implementation
public func lenet_release(_ memory: UnsafeMutableRawPointer?) -> lenet_status {
  call { if let memory { try HandleTable.release(memory) } }
}
