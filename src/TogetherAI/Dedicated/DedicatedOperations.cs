namespace TogetherAI;

/// <summary>What operations on dedicated resources need beside themselves.</summary>
internal static class DedicatedOperations
{
    // The client of the account reads all of this answer; here its one field keeps the two apart.
    public static readonly Operation<NoBody, KeyProject> Whoami = new(
        "whoami", HttpMethod.Get, "v1/whoami", RequestType: null, TogetherJsonContext.Default.KeyProject, RetryClass.Safe);
}
