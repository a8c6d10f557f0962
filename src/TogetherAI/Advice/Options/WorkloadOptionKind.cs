using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Ways to have requests served.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkloadOptionKind>))]
public enum WorkloadOptionKind
{
    /// <summary>Shared capacity, paid by the token.</summary>
    [JsonStringEnumMemberName("serverless")]
    Serverless,

    /// <summary>Shared capacity when the service finds the time, within a day: only for what nobody waits for.</summary>
    [JsonStringEnumMemberName("batch")]
    Batch,

    /// <summary>Replicas of one's own, paid by the minute.</summary>
    [JsonStringEnumMemberName("dedicated")]
    Dedicated,

    /// <summary>Several of them: replicas with the rest going to serverless, what nobody waits for going to a batch.</summary>
    [JsonStringEnumMemberName("mix")]
    Mix,
}
