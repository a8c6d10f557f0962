namespace TogetherAI;

/// <summary>The account operations of the API.</summary>
internal static class AccountOperations
{
    public static readonly Operation<NoBody, AccountIdentity> WhoAmI = new(
        "whoami", HttpMethod.Get, "v1/whoami", RequestType: null, TogetherJsonContext.Default.AccountIdentity, RetryClass.Safe);
}
