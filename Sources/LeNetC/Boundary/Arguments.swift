import CLeNet
import LeNetEngine
import LeNetFiles
import LeNetText

/// The pointer, or the error that it is NULL.
func given<Pointer>(_ pointer: Pointer?, _ name: String) throws(CallFailure) -> Pointer {
  guard let pointer else {
    throw CallFailure(LENET_ERROR_NULL, "\(name) is NULL; expected a pointer")
  }
  return pointer
}

/// The text at a pointer; throws if there is none, or it is not UTF-8.
func text(_ pointer: UnsafePointer<CChar>?, _ name: String) throws(CallFailure) -> String {
  guard let text = String(validatingCString: try given(pointer, name)) else {
    throw CallFailure(LENET_ERROR_ARGUMENT, "\(name) is not UTF-8; give it in that encoding")
  }
  return text
}

/// The path at a pointer; throws if there is none, or it is empty.
func path(_ pointer: UnsafePointer<CChar>?, _ name: String) throws(CallFailure) -> String {
  let path = String(pathBytes: try given(pointer, name))
  guard !path.isEmpty else {
    throw CallFailure(LENET_ERROR_ARGUMENT, "\(name) is empty; give the path of a file or folder")
  }
  return path
}

/// The JSON value of a text; throws if it is none.
func json(_ text: String, _ name: String) throws(CallFailure) -> JSON {
  do {
    return try JSON(reading: text)
  } catch {
    throw CallFailure(LENET_ERROR_ARGUMENT, "\(name) is not JSON: \(error)")
  }
}

/// The names of classes in a JSON list; nil for NULL.
func classNames(_ pointer: UnsafePointer<CChar>?) throws(CallFailure) -> [String]? {
  guard pointer != nil else { return nil }
  let list = try json(text(pointer, "classes"), "classes").array
  let names = list?.compactMap(\.string)
  guard let names, !names.isEmpty, names.count == list?.count else {
    throw CallFailure(
      LENET_ERROR_ARGUMENT, "classes is not a JSON list of names, such as [\"cat\", \"dog\"]")
  }
  return names
}

/// The number of threads, 0 for all processors.
func threadCount(_ threads: Int32) throws(CallFailure) -> Int {
  guard 0...1024 ~= threads else {
    throw CallFailure(
      LENET_ERROR_ARGUMENT, "threads is \(threads); expected 1 to 1024, or 0 for all processors")
  }
  return threads == 0 ? Machine.cores : Int(threads)
}

extension UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
  /// Gives the caller a text.
  func give(_ text: String) throws(CallFailure) {
    let bytes = Array(text.utf8) + [0]
    pointee = try HandleTable.copy(bytes).assumingMemoryBound(to: CChar.self)
  }
}
