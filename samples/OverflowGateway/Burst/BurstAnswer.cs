namespace OverflowGateway.Burst;

/// <summary>What became of one request.</summary>
/// <param name="At">When its first token came, or its failure, from the start.</param>
/// <param name="Phase">The phase it was sent in.</param>
/// <param name="Lane">Who answered; null where nobody did.</param>
/// <param name="TimeToFirstToken">Null where there was none.</param>
internal sealed record BurstAnswer(TimeSpan At, int Phase, string? Lane, TimeSpan? TimeToFirstToken);
