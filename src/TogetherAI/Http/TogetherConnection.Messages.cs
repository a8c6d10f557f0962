using System.Net;

namespace TogetherAI;

/// <content>One message, and the headers of its answer.</content>
internal sealed partial class TogetherConnection
{
    /// <summary>Sends one message and waits for the headers of an answer that is a success.</summary>
    private async ValueTask<HttpResponseMessage> SendOnceAsync(Call call, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await FollowAsync(call, cancellationToken).ConfigureAwait(false);
        if (_pacer is not null)
        {
            bool turnedAway = response.StatusCode == HttpStatusCode.TooManyRequests;
            _pacer.Observe(
                call.Model, RateLimits.Read(new ResponseHeaderCollection(response)), turnedAway ? ResponseHeaders.RetryAfter(response, _options.TimeProvider) : null);
        }

        if (response.IsSuccessStatusCode || (call.TakesRedirect && IsRedirect(response.StatusCode)))
            return response;
        using (response)
            throw await ErrorMapper.ReadAsync(response, _credential, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage CreateMessage(Call call, Uri target)
    {
        HttpRequestMessage message = new(call.Method, target)
        {
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.TryAddWithoutValidation("Accept", call.Accept);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", call.Accept == Json ? "gzip, br" : "identity"); // a compressor may hold tokens back
        call.Prepare?.Invoke(message);
        if (!call.IsAnonymous && _credential.IsHome(target))
        {
            // A user's own headers may be as secret as the key: a gateway's token, say. They stay at home with it.
            _credential.Apply(message);
            AddHeaders(message, _options.DefaultHeaders);
            AddHeaders(message, call.Options?.Headers);
        }

        if (call.Body is not null)
        {
            message.Content = new ReadOnlyMemoryContent(call.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
        }
        else if (call.Content is not null)
        {
            message.Content = call.Content();
        }

        return message;
    }

    private static void AddHeaders(HttpRequestMessage message, IEnumerable<KeyValuePair<string, string>>? headers)
    {
        if (headers is null)
            return;
        foreach ((string name, string value) in headers)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
