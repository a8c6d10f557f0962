namespace TogetherAI;

/// <summary>Programs in the service's sandbox (<c>/v1/tci</c>). Reached through <see cref="TogetherClient.CodeInterpreter"/>; thread-safe.</summary>
public sealed class CodeInterpreterClient
{
    private readonly TogetherConnection _connection;

    internal CodeInterpreterClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Runs a program and waits for its end. It is never repeated where it may have run.</summary>
    /// <param name="request">The program, and where to run it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What came of it; a program that failed is no exception, see <see cref="CodeResult.Succeeded"/>.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<CodeResult> ExecuteAsync(CodeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(CodeInterpreterOperations.Execute, request, model: null, query: "", cancellationToken);
    }

    /// <summary>Lists the sessions that are open.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The sessions.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<CodeSessionList> ListSessionsAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(CodeInterpreterOperations.ListSessions, cancellationToken);
}
