@_exported public import LeNetImages
@_exported public import LeNetPictures
@_exported public import LeNetReading
