using System.Globalization;
using System.Text;

namespace TogetherAI.Benchmarks.Models;

/// <summary>500 models, each with every field.</summary>
internal static class ModelBytes
{
    private const int Count = 500;

    public static byte[] Answer(bool isEnveloped)
    {
        StringBuilder text = new(isEnveloped ? """{"object":"list","data":[""" : "[");
        for (int i = 0; i < Count; i++)
        {
            // owned_by is what the OpenAI SDK asks for; without the object around them the models are together.ai's own.
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$$"""
                {"id":"vendor-{{{i % 40}}}/Model-{{{i}}}-Instruct","object":"model","created":{{{1_700_000_000 + i}}},"type":"chat",{{{(isEnveloped ? "\"owned_by\":\"vendor\"," : "")}}}"display_name":"Model {{{i}}} Instruct","organization":"Vendor {{{i % 40}}}","link":"https://huggingface.co/vendor/model-{{{i}}}","license":"apache-2.0","context_length":131072,"pricing":{"hourly":0,"input":0.88,"output":0.88,"base":0,"finetune":0,"cached_input":0.44}}
                """);
        }

        return Encoding.UTF8.GetBytes(text.Append(isEnveloped ? "]}" : "]").ToString());
    }
}
