public import CLeNet
import LeNetData
import LeNetFiles
import LeNetModel
import LeNetText

/// The most bytes of the images of a data set in memory.
private let mostBytes = 1 << 32

/// `lenet_data_load`: lenet.h has its description.
@c @implementation
public func lenet_data_load(
  _ nameOrPath: UnsafePointer<CChar>?, _ data: UnsafeMutablePointer<lenet_data>?
) -> lenet_status {
  call {
    let result = try given(data, "data")
    result.pointee = HandleTable.add(try NamedData.load(path(nameOrPath, "name_or_path")))
  }
}

/// `lenet_data_create`: lenet.h has its description.
@c @implementation
public func lenet_data_create(
  _ name: UnsafePointer<CChar>?, _ training: UnsafePointer<lenet_images>?,
  _ trainingLabels: UnsafePointer<UInt8>?, _ trainingLabelCount: Int,
  _ test: UnsafePointer<lenet_images>?, _ testLabels: UnsafePointer<UInt8>?,
  _ testLabelCount: Int, _ classes: UnsafePointer<CChar>?,
  _ data: UnsafeMutablePointer<lenet_data>?
) -> lenet_status {
  call {
    let result = try given(data, "data")
    let name = try name.map { pointer throws(CallFailure) in try text(pointer, "name") } ?? "arrays"
    let names = try classNames(classes)
    let first = try labelled(training, trainingLabels, trainingLabelCount, "training")
    var second: LabelledImages?
    if test != nil || testLabels != nil {
      second = try labelled(test, testLabels, testLabelCount, "test")
    }
    let greatest = max(first.labels.max() ?? 0, second?.labels.max() ?? 0)
    let usual = (0...max(1, Int(greatest))).map(String.init)
    let whole = try first.dataset(name: name, classes: names ?? usual)
    let splits =
      try second.map {
        try DatasetSplits(
          training: whole, test: $0.dataset(name: name, classes: names ?? usual))
      } ?? DatasetSplits.dividing(whole)
    result.pointee = HandleTable.add(DataObject(splits))
  }
}

/// The images and labels of a split from arrays.
private struct LabelledImages {
  let images: ForeignImages
  let labels: [UInt8]

  func dataset(name: String, classes: [String]) throws -> Dataset {
    try Dataset(
      name: name, shape: images.shape, images: images.bytes, labels: labels, classes: classes)
  }
}

private func labelled(
  _ images: UnsafePointer<lenet_images>?, _ labels: UnsafePointer<UInt8>?, _ count: Int,
  _ name: String
) throws(CallFailure) -> LabelledImages {
  let images = try ForeignImages(try given(images, name).pointee, name)
  let labels = try given(labels, "\(name)_labels")
  guard count == images.count else {
    throw CallFailure(
      LENET_ERROR_BUFFER,
      "\(name)_label_count is \(count); expected one label for each of the \(images.count) images")
  }
  guard images.count <= mostBytes / images.shape.count else {
    throw CallFailure(
      LENET_ERROR_ARGUMENT,
      "\(name) has \(images.count) images of \(images.shape), more than \(mostBytes) bytes; give fewer"
    )
  }
  return LabelledImages(
    images: images, labels: Array(UnsafeBufferPointer(start: labels, count: count)))
}

/// `lenet_data_info`: lenet.h has its description.
@c @implementation
public func lenet_data_info(
  _ data: lenet_data, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> lenet_status {
  call {
    let result = try given(json, "json")
    try result.give(HandleTable.object(data, as: DataObject.self).json.text)
  }
}

/// `lenet_data_read`: lenet.h has its description.
@c @implementation
public func lenet_data_read(
  _ data: lenet_data, _ split: Int32, _ first: Int64, _ count: Int64,
  _ pixels: UnsafeMutablePointer<UInt8>?, _ pixelSize: Int,
  _ labels: UnsafeMutablePointer<UInt8>?, _ labelSize: Int
) -> lenet_status {
  call {
    let dataset = try HandleTable.object(data, as: DataObject.self).split(split)
    guard first >= 0, count >= 1, first <= dataset.count, count <= Int64(dataset.count) - first
    else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "\(count) images from \(first) on are not within the \(dataset.count) of \(dataset.name)")
    }
    let range = Int(first)..<Int(first + count)
    let size = dataset.shape.count
    try checkBuffer(pixels, pixelSize, range.count * size, "pixels", "pixel_size")
    try checkBuffer(labels, labelSize, range.count, "labels", "label_size")
    if let pixels {
      for (position, image) in range.enumerated() {
        copy(dataset.pixels(of: image)[...], to: pixels + position * size)
      }
    }
    if let labels { copy(dataset.labels[range], to: labels) }
  }
}

private func copy(_ bytes: ArraySlice<UInt8>, to place: UnsafeMutablePointer<UInt8>) {
  bytes.withUnsafeBufferPointer { source in
    if let start = source.baseAddress { place.update(from: start, count: source.count) }
  }
}

/// Throws unless a buffer has the size of its content, or is NULL with size 0.
func checkBuffer(
  _ pointer: UnsafeMutableRawPointer?, _ size: Int, _ wanted: Int, _ name: String,
  _ sizeName: String
) throws(CallFailure) {
  guard pointer != nil || size == 0 else {
    throw CallFailure(LENET_ERROR_NULL, "\(name) is NULL, but \(sizeName) is \(size); expected 0")
  }
  guard pointer == nil || size == wanted else {
    throw CallFailure(LENET_ERROR_BUFFER, "\(sizeName) is \(size); \(name) need \(wanted)")
  }
}
