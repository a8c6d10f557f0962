namespace TogetherAI;

/// <summary>The code interpreter's operations.</summary>
internal static class CodeInterpreterOperations
{
    // A program run twice has done twice what it does: the second attempt sees the session that the first one left.
    public static readonly Operation<CodeRequest, CodeResult> Execute = new(
        "tci/execute", HttpMethod.Post, "v1/tci/execute", TogetherJsonContext.Default.CodeRequest, TogetherJsonContext.Default.CodeResult, RetryClass.Once);

    public static readonly Operation<NoBody, CodeSessionList> ListSessions = new(
        "sessions/list", HttpMethod.Get, "v1/tci/sessions", RequestType: null, TogetherJsonContext.Default.CodeSessionList, RetryClass.Safe);
}
