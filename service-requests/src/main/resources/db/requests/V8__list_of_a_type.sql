-- A type's requests in the order in which they are listed, as request_of_department is.
create index request_of_type on requests.request (type, reported_at desc, number desc);
