-- One request a click: another person each time, and a form that was not sent before.
local people = {}
local threads = {}
for line in io.lines(os.getenv("PEOPLE")) do
  local cookie, stamp = line:match("^(.-)\t(%x+)$")
  people[#people + 1] = { cookie, stamp }
end

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init()
  sent, accepted, refused = 0, 0, 0
end

function request()
  sent = sent + 1
  local person = people[sent % #people + 1]
  local headers = { ["Cookie"] = person[1], ["Content-Type"] = "application/x-www-form-urlencoded" }
  local body = string.format("stamp=%s&once=load-%d-%d&purpose=%%2A", person[2], number, sent)
  return wrk.format("POST", "/me/object", headers, body)
end

function response(status, headers)
  -- The way to the receipt is the acknowledgement; anything else is none.
  if status == 303 and (headers["location"] or ""):find("done=", 1, true) then
    accepted = accepted + 1
  else
    refused = refused + 1
  end
end

function done(summary, latency)
  local accepted, refused = 0, 0
  for _, thread in ipairs(threads) do
    accepted, refused = accepted + thread:get("accepted"), refused + thread:get("refused")
  end
  io.write(string.format("acknowledged %d\nrefused %d\n", accepted, refused))
  io.write(string.format("a second %.1f\n", accepted / (summary.duration / 1e6)))
  io.write(string.format("p50 %.1f ms, p99 %.1f ms, most %.1f ms\n", latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
