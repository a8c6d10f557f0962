namespace TogetherAI;

/// <summary>
/// The hardware that replicas run on, where it is, what it costs and how much of it is free. Reached through
/// <see cref="DedicatedClient.InstanceTypes"/>; thread-safe.
/// </summary>
public sealed class InstanceTypesClient
{
    private readonly ProjectCalls _calls;

    internal InstanceTypesClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists the hardware there is.</summary>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The instance types.</returns>
    public CursorList<InstanceType> ListAsync(CancellationToken cancellationToken = default) =>
        _calls.ListAnywhere(InstanceTypeOperations.List, options: null, cancellationToken);

    /// <summary>Reads what is known of one.</summary>
    /// <param name="instanceTypeId">Its id, such as <c>1xnvidia-h100-80gb</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The instance type.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<InstanceType> GetAsync(string instanceTypeId, CancellationToken cancellationToken = default) =>
        await _calls.Connection.SendAsync(InstanceTypeOperations.Get.At(instanceTypeId), cancellationToken).ConfigureAwait(false);
}
