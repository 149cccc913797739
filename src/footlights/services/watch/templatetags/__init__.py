"""What watch's templates may say."""
