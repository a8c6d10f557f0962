using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TogetherAI.Simulator;

/// <summary>All that a run left behind.</summary>
internal sealed record RunResult(
    Scenario Scenario, string Policy, int Seed, IReadOnlyList<RequestPlan> Plans, IReadOnlyList<Outcome> Outcomes, IReadOnlyList<Attempt> Attempts, long Events)
{
    /// <summary>
    /// A digest of every decision and its consequence: which request was sent where and when, how that ended and when. Two runs with the same
    /// digest went the same way.
    /// </summary>
    public string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[32];
        foreach (Attempt attempt in Attempts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(line, attempt.Request);
            line[4] = (byte)attempt.Lane;
            line[5] = (byte)attempt.Outcome;
            line[6] = (byte)attempt.Index;
            line[7] = attempt.IsHedge ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteInt64LittleEndian(line[8..], attempt.StartedAt);
            BinaryPrimitives.WriteInt64LittleEndian(line[16..], attempt.EndedAt);
            BinaryPrimitives.WriteInt64LittleEndian(line[24..], attempt.FirstTokenAt ?? -1);
            hash.AppendData(line);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
