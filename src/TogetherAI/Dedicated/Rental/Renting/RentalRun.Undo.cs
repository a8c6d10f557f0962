namespace TogetherAI;

/// <content>Taking back what a rental made that did not come to serve.</content>
internal sealed partial class RentalRun
{
    /// <summary>Tears down what was made, and says in the exception what is left.</summary>
    /// <returns>What to throw.</returns>
    private async Task<Exception> UndoAsync(Exception cause, CancellationToken cancellationToken)
    {
        bool made = _isUnknown || _begun is { DeploymentId: not null } or { EndpointId: not null, MakesEndpoint: true };
        bool isOver = !made;
        TeardownResult? undone = null;
        string left = "";
        if (made)
        {
            try
            {
                Tell(RentStage.Undoing, "takes back what was made");
                undone = await TearDownAsync().ConfigureAwait(false);
                isOver = undone is null or { IsStopped: true };
                left = undone is null ? " Nothing was found that it made." : undone.IsComplete ? " What it made is torn down again." : $" What it made was taken back as far as possible: {undone}.";
                if (!isOver)
                    left += " It may still be billed: Dedicated.TearDownAsync goes on where this ended.";
            }
            catch (Exception exception) when (exception is TogetherException or OperationCanceledException)
            {
                left = $" What it made could not be taken back ({exception.Message}): look for the endpoint '{Record.EndpointName}', which may be billed.";
            }
        }

        await LetGoAsync(isOver).ConfigureAwait(false);
        if (!made)
            return cause;
        return cause switch
        {
            OperationCanceledException canceled when cancellationToken.IsCancellationRequested =>
                new RentCanceledException("The rental was cancelled." + left, canceled, cancellationToken) { Undone = undone },
            HardwareUnavailableException lack => new HardwareUnavailableException(lack.Message + left, lack.InnerException)
            {
                Wanted = lack.Wanted, ReplicasThatFit = lack.ReplicasThatFit, Comparable = lack.Comparable, Undone = undone, Details = lack.Details,
            },
            RentFailedException failure => new RentFailedException(failure.Message + left, failure.InnerException)
            {
                Stage = failure.Stage, Deployment = failure.Deployment, Undone = undone, Details = failure.Details,
            },
            TogetherException exception => new RentFailedException($"The rental failed: {exception.Message}{left}", exception)
            {
                Stage = _stage, Deployment = _deployment, Undone = undone, Details = exception.Details,
            },
            _ => cause,
        };
    }

    /// <returns>What was seen; null where there is nothing to tear down.</returns>
    private async Task<TeardownResult?> TearDownAsync()
    {
        using CancellationTokenSource limit = new(_request.StopTimeout, _time);
        if (Record.EndpointId is null)
        {
            // Asked for, and the answer did not come: it may be there all the same. One by a name that others may give, and that has deployments, is theirs.
            if (await LookAsync(ListedEndpointAsync, limit.Token).ConfigureAwait(false) is not { } endpoint || (_request.Name is not null && endpoint.Deployments.Count > 0))
                return null;
            Record = Record with { EndpointId = endpoint.Id, MakesEndpoint = _request.Name is null };
        }
        else if (_isUnknown && !Record.MakesEndpoint)
        {
            // The endpoint stays, so its end does not catch a deployment that comes to light late.
            await LookAsync(token => ListedDeploymentAsync(DeploymentName, token), limit.Token).ConfigureAwait(false);
        }

        TeardownOptions options = TeardownOptions.Within(
            _request.StopTimeout, Record.MakesEndpoint ? TeardownDepth.DeleteEndpoint : TeardownDepth.DeleteDeployments);
        return await new Teardown(_dedicated, _time, Record.EndpointId, options, Record.Concerns, known: Record.DeploymentId).RunAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task LetGoAsync(bool isOver)
    {
        if (_recorder is null)
            return;
        try
        {
            if (isOver && _begun is not null)
                await _recorder.ForgetAsync(Record, CancellationToken.None).ConfigureAwait(false);
            await _recorder.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or TogetherException)
        {
            // What is not forgotten is looked for at the next start, found gone, and forgotten then.
        }
    }

    /// <summary>Reports where a listener that throws must not keep the rental from being undone.</summary>
    private void Tell(RentStage stage, string message)
    {
        RentStage reached = _stage;
        try
        {
            Report(stage, message);
        }
        catch (Exception)
        {
            // It was this, perhaps, that ended the rental.
        }

        _stage = reached;
    }
}
