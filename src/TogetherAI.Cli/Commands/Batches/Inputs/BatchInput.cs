namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>An input of a run. The run keeps it until its result is there, but what the request is made of only until it is made.</summary>
internal sealed class BatchInput(string key, Func<ChatRequest> request)
{
    private Func<ChatRequest>? _request = request;

    public string Key => key;

    /// <summary>Makes the request; once.</summary>
    public ChatRequest TakeRequest()
    {
        Func<ChatRequest> make = _request ?? throw new InvalidOperationException("The request has been made.");
        _request = null;
        return make();
    }
}
