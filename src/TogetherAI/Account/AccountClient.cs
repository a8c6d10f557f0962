namespace TogetherAI;

/// <summary>The account behind the API key. Reached through <see cref="TogetherClient.Account"/>; thread-safe.</summary>
public sealed class AccountClient
{
    private readonly TogetherConnection _connection;

    internal AccountClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Tells the project and the organization the API key belongs to (<c>/v1/whoami</c>); also the cheapest way to check a key.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whose key it is.</returns>
    /// <exception cref="TogetherAuthenticationException">The key is missing or not valid.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<AccountIdentity> WhoAmIAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(AccountOperations.WhoAmI, cancellationToken);
}
