using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OverflowGateway.Forwarding;

/// <summary>
/// Hands a request on to the upstream and its answer back, both as they are and while they come; only the key is the gateway's. Thread-safe.
/// </summary>
internal sealed class Forwarder(Uri upstream, string? key) : IDisposable
{
    private readonly string _origin = upstream.GetLeftPart(UriPartial.Authority);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = !upstream.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ActivityHeadersPropagator = null,
        // Whoever leaves a stream wants it to end; reading on to save the connection would keep it going.
        MaxResponseDrainSize = 0,
    });

    /// <param name="http">The request and its answer.</param>
    /// <param name="body">The body, where it was read already.</param>
    public async Task ForwardAsync(HttpContext http, byte[]? body)
    {
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            await OpenAiError.WriteAsync(http, 400, "The request's target is no path.", "invalid_request_error");
            return;
        }

        using HttpRequestMessage request = new(new HttpMethod(http.Request.Method), _origin + target);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        else if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
            request.Content = new StreamContent(http.Request.Body);
        CopyHeaders(http.Request.Headers, request);

        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(request, http.RequestAborted);
            await CopyAsync(response, http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and the request to the upstream with it.
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // In the middle of a body the only honest end is a broken connection.
            if (http.Response.HasStarted)
                http.Abort();
            else
                await OpenAiError.WriteAsync(http, 502, $"The upstream could not be reached: {e.Message}", "server_error");
        }
        finally
        {
            response?.Dispose();
        }
    }

    public void Dispose() => _http.Dispose();

    private void CopyHeaders(IHeaderDictionary from, HttpRequestMessage to)
    {
        string connection = from.Connection.ToString();
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in from)
        {
            if (HopByHop.Contains(name, connection) || HopByHop.IsPersonal(name))
                continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        if (key is not null)
            to.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    private static async Task CopyAsync(HttpResponseMessage from, HttpContext to)
    {
        to.Response.StatusCode = (int)from.StatusCode;
        string connection = string.Join(',', from.Headers.Connection);
        foreach ((string name, IEnumerable<string> values) in from.Headers.Concat(from.Content.Headers))
        {
            if (!HopByHop.Contains(name, connection))
                to.Response.Headers[name] = values.ToArray();
        }

        // Each piece is sent when it comes: Kestrel flushes every write.
        await from.Content.CopyToAsync(to.Response.Body, to.RequestAborted);
    }
}
