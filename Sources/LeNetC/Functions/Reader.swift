public import CLeNet
import LeNetEngine
import LeNetFiles
import LeNetImages
import LeNetModel
import LeNetReading
import LeNetText

/// `lenet_reader_create`: lenet.h has its description.
@c @implementation
public func lenet_reader_create(
  _ model: lenet_model, _ options: UnsafePointer<CChar>?,
  _ reader: UnsafeMutablePointer<lenet_reader>?
) -> lenet_status {
  call {
    let result = try given(reader, "reader")
    let file = try model == 0 ? nil : HandleTable.object(model, as: ModelObject.self).file
    result.pointee = HandleTable.add(
      ReaderObject(try ReaderSettings(options).reader(with: file)))
  }
}

/// `lenet_reader_read`: lenet.h has its description.
@c @implementation
public func lenet_reader_read(
  _ reader: lenet_reader, _ picture: UnsafePointer<lenet_picture>?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(json, "json")
    let object = try HandleTable.object(reader, as: ReaderObject.self)
    let image = try given(picture, "picture").pointee.image(longest: object.longestSide)
    try result.give(JSON.object(object.members(of: image)).text)
  }
}

/// `lenet_reader_read_files`: lenet.h has its description.
@c @implementation
public func lenet_reader_read_files(
  _ reader: lenet_reader, _ paths: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int,
  _ threads: Int32, _ callback: lenet_reading_callback?, _ context: UnsafeMutableRawPointer?
) -> lenet_status {
  call {
    let object = try HandleTable.object(reader, as: ReaderObject.self)
    let callback = try given(callback, "callback")
    let threads = try threadCount(threads)
    guard count >= 0 else {
      throw CallFailure(LENET_ERROR_ARGUMENT, "count is too large; give fewer paths")
    }
    guard count > 0 else { return }
    let pointers = UnsafeBufferPointer(start: try given(paths, "paths"), count: count)
    let files = try pointers.enumerated().map { place, pointer throws(CallFailure) in
      try path(pointer, "paths[\(place)]")
    }
    var next = 0
    func tell(_ path: String, _ result: Result<[String: JSON], ImageError>) throws(CallFailure) {
      var status = LENET_OK
      var members: [String: JSON]
      switch result {
      case .success(let read): members = read
      case .failure(let error):
        status = CallFailure(error).status
        members = ["error": .string("\(error)")]
      }
      members["file"] = .string(path)
      let answer = JSON.object(members).text.withCString { callback(context, next, status, $0) }
      next += 1
      guard answer == 0 else {
        throw CallFailure(LENET_STOPPED, "the reading was stopped after \(next) of \(count) files")
      }
    }
    switch object.reader {
    case .digit(let reader):
      try reader.read(files, threads: threads) { path, result in
        try tell(path, result.map(\.members))
      }
    case .numbers(let reader):
      for file in files {
        try tell(
          file, Result { () throws(ImageError) in try reader.read(file).members })
      }
    }
  }
}

/// `lenet_reader_prepare`: lenet.h has its description.
@c @implementation
public func lenet_reader_prepare(
  _ reader: lenet_reader, _ picture: UnsafePointer<lenet_picture>?,
  _ pixels: UnsafeMutablePointer<UInt8>?, _ size: Int, _ hasInk: UnsafeMutablePointer<Int32>?
) -> lenet_status {
  call {
    let object = try HandleTable.object(reader, as: ReaderObject.self)
    let room = try given(pixels, "pixels")
    guard case .digit(let digits) = object.reader else {
      throw CallFailure(
        LENET_ERROR_HANDLE,
        "the reader reads numbers, whose parts are prepared one by one; expected one of digits")
    }
    let image = try given(picture, "picture").pointee.image(longest: object.longestSide)
    try checkBuffer(room, size, digits.preparation.shape.count, "pixels", "size")
    let prepared = digits.prepared(image)
    let bytes = prepared ?? [UInt8](repeating: 0, count: size)
    room.update(from: bytes, count: bytes.count)
    hasInk?.pointee = prepared == nil ? 0 : 1
  }
}
