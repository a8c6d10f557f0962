using System.Net;

namespace TogetherAI;

/// <summary>What stood around an answer's content: its status, its headers, and on request its bytes. Immutable.</summary>
public sealed class ResponseInfo
{
    internal ResponseInfo(HttpResponseMessage response, ReadOnlyMemory<byte>? body)
    {
        StatusCode = response.StatusCode;
        Headers = new ResponseHeaderCollection(response);
        Body = body;
    }

    /// <summary>The status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The headers.</summary>
    public ResponseHeaderCollection Headers { get; }

    /// <summary>The body as it arrived; null unless <see cref="RequestOptions.KeepBody"/> asked for it, and for streams.</summary>
    public ReadOnlyMemory<byte>? Body { get; }

    /// <summary>The account's rate for the model asked. Never null; its properties are, where the service said nothing.</summary>
    public RateLimits RateLimits => field ??= RateLimits.Read(Headers);

    internal string? RequestId => ResponseHeaders.RequestId(Headers);
}
