import CLeNet

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a handle can stand for.
protocol HandledObject: AnyObject {
  /// The kind in words, such as `a model`.
  static var kind: String { get }
}

/// What handles stand for, and the memory that callers own.
enum HandleTable {
  // Read and written under `ForkLock` only.
  nonisolated(unsafe) private static var objects: [UInt64: any HandledObject] = [:]
  nonisolated(unsafe) private static var lastHandle: UInt64 = 0
  /// Addresses that `lenet_release` takes.
  nonisolated(unsafe) private static var memory: Set<UInt> = []

  /// Keeps an object, and returns its handle.
  static func add(_ object: any HandledObject) -> UInt64 {
    ForkLock.locked {
      lastHandle += 1
      objects[lastHandle] = object
      return lastHandle
    }
  }

  /// The object of a handle; throws if there is none, or one of another kind.
  static func object<Object: HandledObject>(
    _ handle: UInt64, as type: Object.Type = Object.self
  ) throws(CallFailure) -> Object {
    let found = ForkLock.locked { (object: objects[handle], last: lastHandle) }
    if let object = found.object as? Object { return object }
    if let object = found.object {
      throw CallFailure(
        LENET_ERROR_HANDLE,
        "the handle \(handle) is \(Swift.type(of: object).kind); expected \(Object.kind)")
    }
    let problem =
      handle == 0
      ? "a handle is never 0" : handle > found.last ? "it was never made" : "it was freed"
    throw CallFailure(
      LENET_ERROR_HANDLE, "there is no handle \(handle): \(problem); expected \(Object.kind)")
  }

  /// Ends a handle; calls that use its object keep it until they return.
  static func free(_ handle: UInt64) throws(CallFailure) {
    // The object itself may take a while to go, so it does that outside the lock.
    let object = ForkLock.locked { objects.removeValue(forKey: handle) }
    guard object == nil else { return }
    throw CallFailure(
      LENET_ERROR_HANDLE,
      "there is no handle \(handle): it was freed or never made; free each handle once")
  }

  /// A copy of bytes that the caller owns, and gives back with `lenet_release`.
  static func copy(_ bytes: some Collection<UInt8>) throws(CallFailure) -> UnsafeMutableRawPointer {
    guard let copy = malloc(max(1, bytes.count)) else {
      throw CallFailure(
        LENET_ERROR_FAILED, "there is no memory for \(bytes.count) bytes; free some first")
    }
    UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyBytes(from: bytes)
    ForkLock.locked { _ = memory.insert(UInt(bitPattern: copy)) }
    return copy
  }

  /// Frees memory that the caller owned; throws if it never came from here, or was given back before.
  static func release(_ pointer: UnsafeMutableRawPointer) throws(CallFailure) {
    guard ForkLock.locked({ memory.remove(UInt(bitPattern: pointer)) }) != nil else {
      throw CallFailure(
        LENET_ERROR_HANDLE,
        "this memory is not from this library, or was given back before; give each text and byte array back once"
      )
    }
    freeMemory(pointer)
  }
}

/// The system's function, whose name a handle's own has too.
private func freeMemory(_ pointer: UnsafeMutableRawPointer) { free(pointer) }
