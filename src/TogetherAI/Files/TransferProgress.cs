namespace TogetherAI;

/// <summary>How far a transfer has come.</summary>
/// <param name="BytesTransferred">How many bytes have been sent or received; bytes of an earlier, resumed transfer count.</param>
/// <param name="TotalBytes">How many there are; null where nobody said.</param>
public readonly record struct TransferProgress(long BytesTransferred, long? TotalBytes);
