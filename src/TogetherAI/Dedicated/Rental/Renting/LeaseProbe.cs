namespace TogetherAI;

/// <summary>Asks an endpoint the least thing there is, to see whether it answers. Ready and in the split, it may still refuse for half a minute.</summary>
internal sealed class LeaseProbe(TogetherClient inference, SupportedModel model, string modelName, TimeProvider time)
{
    /// <summary>How long a change of the split may take.</summary>
    private static readonly TimeSpan s_splitLag = TimeSpan.FromSeconds(30);

    // A first answer may take longer than those after it.
    private readonly TogetherClient _once = inference.With(new RequestOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromMinutes(2) });
    private readonly long _started = time.GetTimestamp();

    /// <summary>Null where it answered; else why not, and whether to try again.</summary>
    /// <exception cref="TogetherException">It will not answer this caller, however often it is asked.</exception>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Can(ModelCapability.Embedding) && !Can(ModelCapability.Chat))
                await _once.Embeddings.CreateAsync(new EmbeddingRequest { Model = modelName, Input = "." }, cancellationToken).ConfigureAwait(false);
            else if (model.Capabilities.Count == 0 || Can(ModelCapability.Chat))
                await _once.Chat.CreateAsync(new ChatRequest { Model = modelName, Messages = [ChatMessage.User(".")], MaxTokens = 1 }, cancellationToken).ConfigureAwait(false);
            else if (time.GetElapsedTime(_started) is var waited && waited < s_splitLag)
                return $"it has nothing that costs little to ask; its share of the traffic is in force within {s_splitLag - waited:c}";
            return null;
        }
        catch (TogetherInvalidRequestException exception) when (exception.Code is not ("dedicated_endpoint_not_running" or "model_not_available"))
        {
            return null; // the model's server read it and does not like it: it is there
        }
        catch (TogetherException exception) when (exception is not (TogetherAuthenticationException or TogetherBillingException))
        {
            return exception.Message;
        }
    }

    private bool Can(ModelCapability capability) => model.Capabilities.Contains(capability);
}
